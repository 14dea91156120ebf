import {
  commands,
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from 'vscode';
import type { Disposable, TreeDataProvider } from 'vscode';
import { COMMANDS, COVERAGE_VIEW } from '../../contract/manifest';
import { DisposableStore } from '../disposableStore';
import { markdownLine, oneLine } from '../plainText';
import type { Cover, CoverageRow } from './coverageRows';
import { countsText, coverLabel, detailsOf } from './coverageTexts';

/** A row, or one line of what is told of it. */
type Node = CoverageRow | { readonly detail: string };

/** Counts change with every key press; the view follows when it has been a while. Milliseconds. */
const SETTLE_MS = 300;

const ICONS: Readonly<Record<Cover, string>> = {
  'before display': 'shield',
  'on accept': 'pass',
  'agent hook': 'shield',
  'not at all': 'warning',
};

/** Shows every AI tool of this window and how it is covered; hidden until somebody asks for it. */
export class CoverageView implements TreeDataProvider<Node>, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<undefined>());
  private readonly view;
  private timer: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.changed.event;

  /** @param rows worst first */
  constructor(private readonly rows: () => Promise<readonly CoverageRow[]>) {
    this.view = this.store.add(window.createTreeView<Node>(COVERAGE_VIEW.id, { treeDataProvider: this }));
    this.store.add(this.view.onDidChangeVisibility(() => this.update()));
    this.store.add(commands.registerCommand(COMMANDS.showCoverage, () => this.show()));
  }

  /** There may be something new to show. */
  update(): void {
    if (!this.view.visible) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed.fire(undefined);
    }, SETTLE_MS);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return [...(await this.rows())];
    return 'detail' in node ? [] : detailsOf(node).map((detail) => ({ detail }));
  }

  getTreeItem(node: Node): TreeItem {
    return 'detail' in node ? new TreeItem(node.detail) : itemOf(node);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.store.dispose();
  }

  private async show(): Promise<void> {
    await commands.executeCommand('setContext', COVERAGE_VIEW.context, true);
    await commands.executeCommand(`${COVERAGE_VIEW.id}.focus`);
    this.changed.fire(undefined);
  }
}

function itemOf(row: CoverageRow): TreeItem {
  const item = new TreeItem(oneLine(row.name), TreeItemCollapsibleState.Collapsed);
  item.id = `${row.id} ${row.root ?? ''}`;
  const counts = row.counts && row.counts.seen > 0 ? [countsText(row.counts)] : [];
  item.description = [coverLabel(row.cover), ...counts].join(' · ');
  item.iconPath = new ThemeIcon(ICONS[row.cover]);
  item.tooltip = new MarkdownString(
    [`**${markdownLine(row.name)}** (${markdownLine(row.id)})`, coverLabel(row.cover), ...detailsOf(row)]
      .map((line, i) => (i === 0 ? line : markdownLine(line)))
      .join('\n\n'),
  );
  if (row.mending) item.contextValue = row.mending === 'reload' ? 'parapet.reload' : 'parapet.installHook';
  return item;
}
