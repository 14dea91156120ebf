import { EventEmitter, Uri, window, workspace } from 'vscode';
import type { Disposable, Event } from 'vscode';
import type { Criticality, Finding } from '../../contract/verdict';
import type { OpenRepository } from '../../node/openRepository';
import { evaluate } from '../../policy/evaluate';
import type { PolicySet } from '../../policy/policySet';
import { ruleInForce } from '../../policy/ruleInForce';
import { withLineFeeds } from '../../provenance/labels';
import type { LabelledText } from '../../provenance/model';
import { commitRisk } from '../../risk/commitRisk';
import type { ChangedFile, CommitRisk } from '../../risk/commitRisk';
import { changedFileOf, reviewFile } from '../../risk/review';
import type { FileReview, Remark, Reviewer } from '../../risk/review';
import { DisposableStore } from '../disposableStore';
import type { UriShape } from '../intercept/shapes';
import type { PathPolicies } from '../intercept/editJudge';
import type { OpenDocument, OpenDocuments } from './openDocuments';

/** A file with lines of a tool's that are not committed. */
export interface UncommittedFile extends FileReview {
  readonly uri: Uri;
  /** The text that the review's offsets count in; lines end with `\n`. */
  readonly text: string;
  readonly criticality: Criticality;
}

export interface UncommittedState {
  /** Gravest first, those of a work tree only. */
  readonly files: readonly UncommittedFile[];
  readonly risk: CommitRisk;
  /** Lines that are a tool's, as trailers count them. */
  readonly aiLines: number;
  /** Lines of others with something of a tool's left in them. */
  readonly taintedLines: number;
}

export interface UncommittedPorts {
  repositories(): Promise<readonly OpenRepository[]>;
  /** A file's text on disk, as an editor would show it. */
  textOnDisk(file: string): string | undefined;
  /** Another one whenever the file has changed. */
  stampOnDisk(file: string): string;
  fileOf(repository: OpenRepository, path: string): string;
  policiesFor(uri: UriShape): Promise<PathPolicies>;
  now(): Date;
  clock(): number;
  failed(error: unknown): void;
}

/** After a key press, and after an accept; milliseconds. */
const LATER_MS = 400;
const SOON_MS = 20;
/** For one snippet; it is a person's own text by now, and nothing waits for this. */
const JUDGE_MS = 250;
/** Files with labels that are looked at in one repository. */
const MAX_FILES = 1_000;

interface Remembered {
  readonly stamp: string;
  readonly file: UncommittedFile | undefined;
  /** Under which it was reviewed. */
  readonly policies: PolicySet | undefined;
}

const NOTHING: UncommittedState = { files: [], risk: commitRisk([]), aiLines: 0, taintedLines: 0 };

/** What tools wrote that is in no commit yet: kept up to date with documents, the disk, git and policies. */
export class UncommittedWork implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<void>());
  private current = NOTHING;
  /** Of open documents that are in no work tree: nothing of them will be committed, and yet rules speak of them. */
  private loose: readonly UncommittedFile[] = [];
  private readonly known = new Map<string, Remembered>();
  private timer: { readonly due: number; readonly handle: NodeJS.Timeout } | undefined;
  private running: Promise<void> | undefined;
  private again = false;

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly documents: OpenDocuments,
    private readonly ports: UncommittedPorts,
  ) {
    this.store.add(documents.onDidChange(() => this.lookIn(LATER_MS)));
    this.store.add(documents.onDidAccept(() => this.lookIn(SOON_MS)));
    // What is not open may have been changed by another program, which nobody tells.
    this.store.add(workspace.onDidCloseTextDocument(() => this.lookIn(LATER_MS)));
    this.store.add(window.onDidChangeWindowState(() => this.lookIn(LATER_MS)));
  }

  get state(): UncommittedState {
    return this.current;
  }

  /** Every file that rules say something of, in a work tree or not. */
  get reviewed(): readonly UncommittedFile[] {
    return [...this.current.files, ...this.loose];
  }

  /** Something has changed in git or on the disk. */
  forget(): void {
    this.known.clear();
    this.lookIn(SOON_MS);
  }

  /** A policy may have changed. */
  look(): void {
    this.lookIn(SOON_MS);
  }

  dispose(): void {
    clearTimeout(this.timer?.handle);
    this.store.dispose();
  }

  private lookIn(milliseconds: number): void {
    const due = this.ports.clock() + milliseconds;
    if (this.timer && this.timer.due <= due) return;
    clearTimeout(this.timer?.handle);
    const handle = setTimeout(() => {
      this.timer = undefined;
      void this.lookNow();
    }, milliseconds);
    this.timer = { due, handle };
  }

  /** One look at a time; what changes meanwhile is looked at afterwards. Never rejects. */
  private async lookNow(): Promise<void> {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.lookAtAll().catch((error: unknown) => this.ports.failed(error));
    await this.running;
    this.running = undefined;
    if (!this.again) return;
    this.again = false;
    this.lookIn(SOON_MS);
  }

  private async lookAtAll(): Promise<void> {
    const files: UncommittedFile[] = [];
    for (const repository of await this.ports.repositories()) files.push(...(await this.lookAt(repository)));
    const loose: UncommittedFile[] = [];
    for (const one of this.documents.all()) {
      if (one.place || !hasAi(one.tracked.live.labelled())) continue;
      const uri = Uri.parse(one.document.uri.toString());
      const file = await this.remembered(one.document.uri.toString(), stampOf(one, 'loose'), () =>
        this.review(uri, '', withLineFeeds(one.tracked.live.labelled()), undefined, one.document.languageId),
      );
      if (file) loose.push(file);
    }
    this.loose = loose;
    const risk = commitRisk(files.map(asChanged));
    const aiLines = files.reduce((sum, { lines }) => sum + lines.ai, 0);
    const taintedLines = files.reduce((sum, { lines }) => sum + lines.tainted, 0);
    this.current = { files: files.toSorted(byGravity), risk, aiLines, taintedLines };
    this.changed.fire();
  }

  private async lookAt(repository: OpenRepository): Promise<UncommittedFile[]> {
    const open = new Map<string, OpenDocument>();
    for (const one of this.documents.all())
      if (one.place?.repository === repository) open.set(one.place.path, one);
    const paths = [...new Set([...repository.log.paths(), ...open.keys()])].slice(0, MAX_FILES);
    const committed = await repository.committed(paths);
    const files: UncommittedFile[] = [];
    for (const path of paths) {
      const before = committed.get(path);
      const one = open.get(path);
      const absolute = this.ports.fileOf(repository, path);
      const uri = one ? Uri.parse(one.document.uri.toString()) : Uri.file(absolute);
      const stamp = one ? stampOf(one, before) : this.ports.stampOnDisk(absolute);
      const file = await this.remembered(uri.toString(), stamp, () => {
        const labelled = one ? one.tracked.live.labelled() : this.onDisk(repository, path, absolute, before);
        if (!labelled || !hasAi(labelled)) return undefined;
        return this.review(uri, path, withLineFeeds(labelled), before, one?.document.languageId);
      });
      if (file && file.snippets.length > 0) files.push(file);
    }
    return files;
  }

  private onDisk(
    repository: OpenRepository,
    path: string,
    absolute: string,
    committed: string | undefined,
  ): LabelledText | undefined {
    const text = this.ports.textOnDisk(absolute);
    // Most files in the log have long been committed, and need no looking at.
    if (text === undefined || text === committed) return undefined;
    return repository.log.read(path, text);
  }

  private async remembered(
    key: string,
    stamp: string,
    review: () => Promise<UncommittedFile | undefined> | undefined,
  ): Promise<UncommittedFile | undefined> {
    const known = this.known.get(key);
    const { policies } = (known?.file && (await this.ports.policiesFor(known.file.uri))) ?? {};
    if (known?.stamp === stamp && known.policies === policies) return known.file;
    const file = await review();
    const under = file && (await this.ports.policiesFor(file.uri)).policies;
    this.known.set(key, { stamp, file, policies: under });
    return file;
  }

  private async review(
    uri: Uri,
    path: string,
    labelled: LabelledText,
    committed: string | undefined,
    languageId: string | undefined,
  ): Promise<UncommittedFile> {
    const place = await this.ports.policiesFor(uri);
    const language = languageId === undefined ? {} : { languageId };
    const review = reviewFile(
      { path: path || place.path, ...language, committed, labelled },
      this.reviewerFor(place, language),
    );
    const { criticality } = place.policies.situation(place.path, undefined, place.author);
    return { ...review, uri, text: labelled.text, criticality };
  }

  private reviewerFor(
    { policies, path, author }: PathPolicies,
    language: { readonly languageId?: string },
  ): Reviewer {
    const { now, clock } = this.ports;
    const who = author === undefined ? {} : { author };
    return {
      judge: (edit): readonly Finding[] =>
        evaluate({ ...edit, path, ...who }, policies, { now: now(), clock, deadlineMs: JUDGE_MS }).findings,
      remarkOfRemoval: (rule, { tool }) =>
        remarkOfRemoval({ rule, path, tool, ...who, ...language }, policies, now()),
    };
  }
}

function remarkOfRemoval(
  question: Parameters<typeof ruleInForce>[0],
  policies: PolicySet,
  now: Date,
): Remark | undefined {
  const found = ruleInForce(question, policies, now);
  if (!found?.effect || found.effect.observed) return undefined;
  const { spec, removed, changed } = found.rule;
  if (removed.length + changed.length === 0) return undefined;
  return {
    rule: spec.id,
    severity: spec.severity,
    action: found.effect.action,
    message: spec.title,
    why: spec.why ?? '',
    instead: spec.instead ?? '',
  };
}

const hasAi = ({ ranges }: LabelledText): boolean => ranges.some(({ author }) => author.kind === 'ai');

/** A new commit has everything looked at anew; its length tells also where that went unnoticed. */
const stampOf = (one: OpenDocument, committed: string | undefined): string =>
  `${one.revision}:${committed === undefined ? 'new' : committed.length}`;

const asChanged = (file: UncommittedFile): ChangedFile => changedFileOf(file, file.criticality);

const byGravity = (a: UncommittedFile, b: UncommittedFile): number =>
  commitRisk([asChanged(b)]).score - commitRisk([asChanged(a)]).score || (a.path < b.path ? -1 : 1);
