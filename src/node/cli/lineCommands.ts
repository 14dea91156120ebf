/** The commands about who wrote which line: without the policy's engine, since they are waited for. */
import { blameCommand } from './blameCommand';
import type { Command } from './command';
import { exportCommand } from './exportCommand';
import { hookCommand } from './hookCommand';
import { hooksInstallCommand, hooksStatusCommand, hooksUninstallCommand } from './hooksCommand';
import { logCommand } from './logCommand';
import { notesRepairCommand, notesSyncCommand } from './notesCommand';
import { recordCommand } from './recordCommand';
import { showCommand } from './showCommand';
import { statsCommand } from './statsCommand';

export const LINE_COMMANDS: readonly Command[] = [
  hooksInstallCommand,
  hooksUninstallCommand,
  hooksStatusCommand,
  recordCommand,
  blameCommand,
  showCommand,
  logCommand,
  statsCommand,
  notesRepairCommand,
  notesSyncCommand,
  exportCommand,
  hookCommand,
];
