/** What stands in front of a variable whose value is run as a command, in shells, PowerShell and cmd. */
const RUNS =
  /(?:^|[\n;&|({]|\b(?:eval|exec|then|do|else|sudo|command|call|iex|Invoke-Expression)[ \t]|[ \t][-/][cC](?:ommand)?[ \t])[ \t(]{0,9}["']?$/i;

/**
 * Whether the variable at `at` is run with all that its value says: then the danger is here, and not only where the
 * value is written.
 */
export const isRun = (text: string, at: number, value: string): boolean =>
  /\S[ \t]+\S/.test(value) && RUNS.test(text.slice(Math.max(0, at - 40), at));
