/** The launcher: the one place that hooks call, whatever becomes of the folder that Parapet itself lies in. */

/** Seconds after which a hook is given up; the handler itself gives up sooner. */
const PATIENCE = 10;

/** In the launcher's folder, one runtime a line: `node` or `electron`, program, script, separated by tabs. */
export const RUNTIMES = 'runtimes';

/**
 * POSIX sh, which Git for Windows brings along too. Starts the handler of a hook with the first runtime that is there.
 * Always ends with 0: a commit never fails, and never waits for long, because of Parapet.
 */
export const LAUNCHER_SCRIPT = `#!/bin/sh
# Written by Parapet, removed by "parapet hooks uninstall". Usage: launch.sh HOOK [ARGUMENT...]
here=\${0%/*}
say() { echo "parapet: $1" >&2; }

# Whether nothing follows the paragraph that our trailers stand in.
settled() {
  state=
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      AI-Lines:*) state=ours ;;
      *[![:space:]]*) if [ "$state" = above ]; then return 1; fi ;;
      *) if [ -n "$state" ]; then state=above; fi ;;
    esac
  done <"$1"
  return 0
}

# Whether a tool or a person is known to have written anything in this work tree.
has_log() {
  [ -d "$git_dir" ] || return 0
  for log in "$git_dir"/parapet/working.*; do
    if [ -e "$log" ]; then return 0; fi
  done
  return 1
}

# Without an editor the message was dealt with in prepare-commit-msg, unless another hook wrote below our trailers since.
if [ "$1" = commit-msg ] && [ "\${GIT_EDITOR-}" = : ] && settled "$2"; then exit 0; fi

find_runtime() {
  runtime=$(command -v node) && return
  for runtime in /usr/share/code/code /usr/share/codium/codium \\
    "/Applications/Visual Studio Code.app/Contents/MacOS/Electron" \\
    "\${LOCALAPPDATA:-/nowhere}/Programs/Microsoft VS Code/Code.exe" "/c/Program Files/Microsoft VS Code/Code.exe"
  do [ -x "$runtime" ] && electron=1 && return; done
  runtime=
}

runtime= script= electron=
if [ -n "\${PARAPET_CLI-}" ]; then
  script=$PARAPET_CLI
  case $script in *.js | *.cjs | *.mjs) find_runtime ;; *) runtime=$script script= ;; esac
else
  if [ -f "$here/${RUNTIMES}" ]; then
    while IFS='	' read -r kind program file; do
      [ -f "$file" ] || continue
      script=$file
      [ -x "$program" ] || continue
      runtime=$program
      if [ "$kind" = electron ]; then electron=1; fi
      break
    done <"$here/${RUNTIMES}"
  fi
  if [ -z "$runtime" ] && [ -n "$script" ]; then find_runtime; fi
  if [ -z "$runtime" ]; then script= runtime=$(command -v parapet); fi
fi
if [ -z "$runtime" ]; then
  # Once a commit: where an editor follows, commit-msg says it.
  if [ "$1" = prepare-commit-msg ] && [ "\${GIT_EDITOR-}" != : ]; then exit 0; fi
  say 'no runtime found, so this commit gets no provenance ("parapet hooks status" says more)'
  exit 0
fi

# Before an editor there is something to do only where the message makes a claim; elsewhere also where a log is kept.
git_dir=\${GIT_DIR:-.git}
if { [ "$1" = prepare-commit-msg ] && [ "\${GIT_EDITOR-}" != : ]; } || ! has_log; then
  grep -qi '^AI-[LR]' "$2" 2>/dev/null || exit 0
fi

# What people set for their own programs is not meant for this one.
unset NODE_OPTIONS NODE_PATH
if [ -n "$electron" ]; then ELECTRON_RUN_AS_NODE=1 && export ELECTRON_RUN_AS_NODE; fi
"$runtime" \${script:+"$script"} hook "$@" </dev/null &
handler=$!
(
  trap 'kill $nap 2>/dev/null; exit' TERM
  sleep ${PATIENCE} 2>/dev/null &
  nap=$!
  # From here on the end of the handler is this one's doing, and is not to end it before it has said so.
  wait $nap && trap '' TERM && kill -9 $handler 2>/dev/null && say "$1 took over ${PATIENCE} seconds and was ended, so this commit may lack provenance"
) </dev/null >/dev/null &
watch=$!
{ wait $handler; status=$?; } 2>/dev/null
kill $watch 2>/dev/null
[ $status = 0 ] || [ $status = 137 ] || say "$1 failed, so this commit may lack provenance"
exit 0
`;
