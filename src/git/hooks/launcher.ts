/** The launcher: the one place that hooks call, whatever becomes of the folder that Parapet itself lies in. */
import { FAST_IMPORT } from '../notes/importStream';
import { SOURCES } from '../notes/madeFrom';
import { AWAITED_MARK, NOTED_UP_TO, WRITTEN } from '../notes/marker';
import { LAST_MOVES } from '../notes/reflog';
import { ASK, BEGIN_DIFF, BEGIN_OTHERS, DIFF_BEGUN, OTHERS_BEGUN } from './begun';
import { COMPILED_HOME } from './compiled';
import { FAILURES, FAILURES_KEPT, FAILURES_LIMIT } from './failures';
import { CONFIGURED, MARKS } from './hookScripts';
import { NOTE_PIPED } from './pipedNote';

/** Seconds after which a hook is given up; the handler itself gives up sooner. */
const PATIENCE = 10;

/** In the launcher's folder, one runtime a line: `node` or `electron`, program, script, separated by tabs. */
export const RUNTIMES = 'runtimes';

/**
 * POSIX sh, which Git for Windows brings along too. Starts the handler of a hook with the first runtime that is there.
 * Always ends with 0: a commit never fails, and never waits for long, because of Parapet.
 */
export const LAUNCHER_SCRIPT = `#!/bin/sh
# Written by Parapet, removed by "parapet hooks uninstall". Usage: launch.sh [${CONFIGURED}] HOOK [ARGUMENT...]
here=\${0%/*}
say() { echo "parapet: $1" >&2; }
ask() { ${ASK} "$@" 2>/dev/null; }

# HOOK PROBLEM WORDS: says it here, and where it can be looked up.
fail() {
  say "$3"
  find_common
  log=$common/parapet/${FAILURES}
  {
    if [ -f "$log" ] && [ "$(wc -c <"$log")" -gt ${FAILURES_LIMIT} ]; then
      tail -n ${FAILURES_KEPT} "$log" >"$log.new" && mv -f "$log.new" "$log"
    fi
    printf '%s\\t%s\\t%s\\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" "$2" >>"$log"
  } 2>/dev/null
}

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

# The git directory that all work trees share.
find_common() {
  common=$git_dir
  if [ -f "$git_dir/commondir" ]; then IFS= read -r common <"$git_dir/commondir"; fi
  case $common in /* | ?:*) ;; *) if [ -f "$git_dir/commondir" ]; then common=$git_dir/$common; fi ;; esac
}

# Whether the guardrails have said anything in this repository.
has_audit() {
  find_common
  [ -f "$common/parapet/audit.jsonl" ]
}

# Whether any commit of the repository has a note.
has_notes() {
  find_common
  if [ -d "$common/reftable" ]; then
    [ -n "$(git for-each-ref --count=1 refs/notes/ai refs/notes/ai-remote)" ]
    return
  fi
  [ -f "$common/refs/notes/ai" ] || [ -d "$common/refs/notes/ai-remote" ] ||
    grep -q ' refs/notes/ai$' "$common/packed-refs" 2>/dev/null
}

# What is recorded later is not of this commit, so that no later hook is to see to it either.
pass_by() {
  [ -f "$git_dir/parapet/${NOTED_UP_TO}" ] || return
  if [ -d "$git_dir/reftable" ]; then last=$(ask ${[...LAST_MOVES, '--max-count=1'].map((part) => `'${part}'`).join(' ')} HEAD --)
  else last=$(tail -n 1 "$git_dir/logs/HEAD"); fi
  if [ -n "$last" ]; then printf '%s\\n' "$last" >"$git_dir/parapet/${NOTED_UP_TO}"; fi
}

# Whether a rebase is at it by itself; where it has stopped people commit.
picking() { [ -d "$git_dir/rebase-merge" ] && ! [ -f "$git_dir/rebase-merge/stopped-sha" ]; }

# Whether git is told to copy notes to commits that are made anew.
copies_notes() { [ -n "\${GIT_NOTES_REWRITE_REF-}" ] || git config --get-all notes.rewriteRef >/dev/null 2>&1; }

# By post-commit git has cleared away what it was at.
keep_sources() {
  sources=
  for name in CHERRY_PICK_HEAD REVERT_HEAD; do
    if [ -f "$git_dir/$name" ] && IFS= read -r id <"$git_dir/$name"; then sources="$name $id"; fi
  done
  if [ -d "$git_dir/reftable" ]; then
    sources=$(git for-each-ref --include-root-refs --format='%(refname) %(objectname)' CHERRY_PICK_HEAD REVERT_HEAD)
  fi
  if [ -f "$git_dir/SQUASH_MSG" ]; then
    while read -r word id; do
      if [ "$word" = commit ]; then sources="SQUASH_MSG $id"; break; fi
    done <"$git_dir/SQUASH_MSG"
  fi
  kept=$git_dir/parapet/${SOURCES}
  if [ -z "$sources" ]; then if [ -s "$kept" ]; then : >"$kept"; fi; return; fi
  [ -d "$git_dir/parapet" ] || mkdir -p "$git_dir/parapet"
  echo "$sources" >"$kept"
}

is_ours() { [ -x "$1" ] && grep -q ${MARKS.map((mark) => `-e '^${mark}'`).join(' ')} "$1" 2>/dev/null; }

# Whether git runs this hook from a file as well, where an older git needs it that shares the repository.
runs_from_file() {
  file=$(git rev-parse --git-path "hooks/$1" 2>/dev/null) || return 1
  is_ours "$file" || { grep -q 'pre-commit\\.com' "$file" 2>/dev/null && [ -x "$file" ] && is_ours "$file.legacy"; }
}

if [ "$1" = ${CONFIGURED} ]; then
  shift
  if runs_from_file "$1"; then exit 0; fi
fi

git_dir=\${GIT_DIR:-.git}
failed=$git_dir/parapet/failed
case $1 in
  prepare-commit-msg)
    # A pick keeps its message as it is.
    if picking && ! [ -f "$git_dir/rebase-merge/current-fixups" ]; then exit 0; fi
    if [ -d "$git_dir" ]; then keep_sources 2>/dev/null; fi ;;
  # The picks of a rebase are seen to at its end, all at once.
  post-commit) if picking; then exit 0; fi ;;
  post-merge) if [ "\${2-}" = 1 ]; then exit 0; fi ;;
  # After an amended commit, post-commit has run; but git may copy the old note since.
  post-rewrite) if [ "\${2-}" != rebase ] && ! copies_notes; then exit 0; fi ;;
esac
case $1 in
  post-*)
    if [ -f "$git_dir/rebase-apply/rebasing" ] && [ "$1" != post-rewrite ]; then exit 0; fi
    # It has been said that this commit goes without.
    if [ -f "$failed" ]; then rm -f "$failed"; exit 0; fi
    has_log || has_notes || has_audit || { pass_by 2>/dev/null; exit 0; } ;;
esac

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
  case $1 in post-*) exit 0 ;; esac
  if [ "$1" = prepare-commit-msg ] && [ "\${GIT_EDITOR-}" != : ]; then exit 0; fi
  fail "$1" 'no runtime found' 'no runtime found, so this commit gets no provenance ("parapet hooks status" says more)'
  exit 0
fi

# Before an editor there is something to do only where the message makes a claim; elsewhere also where a log is kept.
if case $1 in post-*) false ;; esac && { { [ "$1" = prepare-commit-msg ] && [ "\${GIT_EDITOR-}" != : ]; } || ! has_log; }; then
  grep -qi '^AI-[LR]' "$2" 2>/dev/null || exit 0
fi

# What people set for their own programs is not meant for this one. It speaks to no other machine, and to read the
# certificates for that takes Node longer than all that a hook does.
unset NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS
if [ -n "$electron" ]; then ELECTRON_RUN_AS_NODE=1 && export ELECTRON_RUN_AS_NODE; fi
${COMPILED_HOME}=$here && export ${COMPILED_HOME}
handle() { exec "$runtime" \${script:+"$script"} hook "$@"; }
# What a commit changes is told while the handler gets ready, which need not hear it; where git 2.55 runs hooks, which has
# them go on then, the shell would complain.
begin_diff() {${BEGIN_DIFF}
} 2>/dev/null
# So is what other branches have, which hardly any commit needs: nothing waits for it but a handler that wants to know.
begin_others() {${BEGIN_OTHERS}
}
# Writes the note that the handler prints. Only this shell knows what becomes of it: see written.
write_note() { ask ${FAST_IMPORT.join(' ')}; }
awaited=$git_dir/parapet/${AWAITED_MARK}
written() {
  if [ -s "$awaited" ]; then echo ${WRITTEN} >>"$awaited"; fi
  if [ -s "$git_dir/parapet/${SOURCES}" ]; then : >"$git_dir/parapet/${SOURCES}"; fi
}
broke() { [ "$2" = 137 ] || fail "$1" "failed with status $2" "$1 failed, so this commit may lack provenance"; }
piped=
case "$1 \${2-}" in
  post-merge* | post-applypatch* | 'post-rewrite amend') handle "$@" </dev/null & ;;
  *)
    ${DIFF_BEGUN}=HEAD && export ${DIFF_BEGUN}
    # A Windows program cannot read from descriptors beyond the third.
    if [ "$1" = post-commit ] && [ "\${OS-}" != Windows_NT ] && [ -d "$git_dir" ] && has_log; then
      piped=1
      ${OTHERS_BEGUN}=3 ${NOTE_PIPED}=1 && export ${OTHERS_BEGUN} ${NOTE_PIPED}
      { begin_others & } |
        { begin_diff "$1" </dev/null | { (handle "$@") || broke "$1" $?; } | write_note; } 3<&0 &
    else
      (begin_diff "$1" | handle "$@") &
    fi ;;
esac
handler=$!
# The handler with all that it has started and that has been started for it, as far as that can be told here.
end_handler() {
  family=" $handler "
  all=$(ps -A -o pid= -o ppid= 2>/dev/null)
  for generation in 1 2 3 4; do
    while read -r pid parent; do
      case $family in *" $pid "*) ;; *" $parent "*) family="$family$pid " ;; esac
    done <<END
$all
END
  done
  kill -9 $family
} 2>/dev/null
# Waits no longer than a person may have to.
wait_for_handler() {
  (
    trap 'kill $nap 2>/dev/null; exit' TERM
    sleep ${PATIENCE} 2>/dev/null &
    nap=$!
    # From here on the end of the handler is this one's doing, and is not to end it before it has said so.
    wait $nap && trap '' TERM && kill -0 $handler 2>/dev/null && {
      end_handler
      fail "$1" 'took over ${PATIENCE} seconds and was ended' "$1 took over ${PATIENCE} seconds and was ended, so this commit may lack provenance"
    }
  ) </dev/null >/dev/null &
  watch=$!
  { wait $handler; status=$?; } 2>/dev/null
  kill $watch 2>/dev/null
}
wait_for_handler "$1"
if [ -n "$piped" ]; then
  case $status in
    0) written 2>/dev/null ;;
    137) ;;
    *)
      # Another one may have written notes at the same moment, and the handler knows what to do then.
      unset ${DIFF_BEGUN} ${OTHERS_BEGUN} ${NOTE_PIPED}
      handle "$@" </dev/null &
      handler=$!
      wait_for_handler "$1" ;;
  esac
fi
if [ $status != 0 ] && [ -d "$git_dir/parapet" ]; then
  case $1 in post-*) ;; *) : >"$failed" ;; esac
fi 2>/dev/null
[ $status = 0 ] || broke "$1" $status
exit 0
`;
