import assert from 'node:assert/strict';
import { stretches } from './spansOf';

const data = (text: string): string[] => stretches(text, 'shellscript', 'heredoc');
const strings = (text: string, language = 'shellscript'): string[] => stretches(text, language, 'string');
const comments = (text: string, language = 'shellscript'): string[] => stretches(text, language, 'comment');

describe('shell', () => {
  it('tells quotes and comments', () => {
    const text = `echo 'a\\' "b\\"c" $'d\\'e' \\"f x#y # g\n;# h`;
    assert.deepEqual(strings(text), [`'a\\'`, `"b\\"c"`, `$'d\\'e'`]);
    assert.deepEqual(comments(text), ['# g', '# h']);
  });

  it('reads command substitutions inside double quotes as code', () => {
    assert.deepEqual(strings('x="a $(rm -rf "$d" # c\n) b `ls \'e\'` $f"'), [
      '"a ',
      '"$d"',
      ' b ',
      "'e'",
      ' $f"',
    ]);
    assert.deepEqual(strings('"\\$(a) \\`b\\`"'), ['"\\$(a) \\`b\\`"']);
  });

  describe('here-documents', () => {
    it('are data up to their closing line', () => {
      assert.deepEqual(data('cat <<EOF >x\nrm -rf / "\n EOF\nEOFX\nEOF\nls "a"'), [
        'rm -rf / "\n EOF\nEOFX\n',
      ]);
      assert.deepEqual(data("cat <<-'A'\n\tb\n\tA\nc"), ['\tb\n']);
      assert.deepEqual(data('cat << "A B"\nc\nA B\n'), ['c\n']);
      assert.deepEqual(data('cat <<EOF\r\na\r\nEOF\r\nls'), ['a\r\n']);
    });

    it('follow each other', () => {
      assert.deepEqual(data('a <<A <<B\n1\nA\n2\nB\n3'), ['1\n', '2\n']);
    });

    it('hold code where the shell expands them', () => {
      assert.deepEqual(data('cat <<A\nx $(rm y) z\nA\n'), ['x ', ' z\n']);
      assert.deepEqual(data("cat <<'A'\nx $(rm y) z\nA\n"), ['x $(rm y) z\n']);
    });

    it('do not run on where a string in such code is left open', () => {
      assert.deepEqual(strings('cat <<A\n$(x "y\n# z\nA\n'), ['"y']);
    });

    it('stand inside substitutions', () => {
      assert.deepEqual(data('m="$(cat <<A\nb "c\nA\n)"'), ['b "c\n']);
    });

    it('are code where an interpreter or a database reads them', () => {
      for (const command of [
        'bash <<EOF',
        'sudo -u x /bin/sh -s <<-EOF',
        'ssh host <<EOF',
        "ssh -T a@b 'bash -s' <<'EOF'",
        'cat <<EOF | bash',
        'psql -U x <<EOF',
        'docker exec -i db mysql <<EOF > log',
        'sqlite3 a.db <<EOF',
        'sudo -i <<EOF',
        'kubectl apply -f - <<EOF',
        'redis-cli <<EOF',
        'python3.12 - <<EOF',
      ]) {
        assert.deepEqual(data(`${command}\nDROP\nEOF\n`), [], command);
        assert.match(stretches(`${command}\nDROP\nEOF\n`, 'shellscript', 'code').join(''), /\nDROP\nEOF\n$/);
      }
    });

    it('are code where they are written to a script', () => {
      for (const command of [
        'cat <<EOF > run.sh',
        'cat > "x/seed.sql" <<EOF',
        'sudo tee -a /opt/x.py <<EOF',
      ]) {
        assert.deepEqual(data(`${command}\nrm -rf /\nEOF\n`), [], command);
      }
    });

    it('are data for everything else', () => {
      for (const command of [
        'cat <<EOF > notes.md',
        'cat <<EOF > values.json',
        'bash -n x; cat <<EOF',
        'cat > /bin/sh <<EOF',
        'git commit -F - <<EOF',
        'sudo tee x <<EOF',
      ]) {
        assert.deepEqual(data(`${command}\nrm -rf /\nEOF\n`), ['rm -rf /\n'], command);
      }
    });

    it('are read in the language of their reader', () => {
      const text = `psql <<EOF\nSELECT 'a' -- b\nEOF\nsh <<EOF\n# c\nEOF\n`;
      assert.deepEqual(comments(text), ['-- b', '# c']);
      assert.deepEqual(strings(text), [`'a'`]);
    });

    it('are none in arithmetic, here-strings, or where nothing closes them', () => {
      for (const text of [
        '((x<<A))\nb\nA\n',
        '$((1<<A))\nb\nA\n',
        '"$((1<<A))"\nb\nA\n',
        'cat <<<A\nb\nA\n',
        'cat <<A\nb\n',
      ]) {
        assert.deepEqual(data(text), [], text);
      }
    });
  });
});

describe('PowerShell', () => {
  it('tells strings, here-strings, comments and escapes', () => {
    const text = `"a $(rm "b") \`"c" 'd''e' # f\n@'\nit's\n'@ <# g\n#> \`"h`;
    assert.deepEqual(strings(text, 'powershell'), ['"a ', '"b"', ' `"c"', `'d''e'`, `@'\nit's\n'@`]);
    assert.deepEqual(comments(text, 'powershell'), ['# f', '<# g\n#>']);
  });
});

describe('cmd', () => {
  it('tells remarks and labels from words', () => {
    const text = 'REM a\n@rem b\necho rem c & rem d\n:: e\nremove "f"';
    assert.deepEqual(comments(text, 'bat'), ['REM a', 'rem b', 'rem d', ':: e']);
    assert.deepEqual(strings(text, 'bat'), ['"f"']);
  });
});

describe('Dockerfile', () => {
  it('has comments only at the start of a line, and strings over continued lines', () => {
    const text = `# a\nRUN echo '# b' # c \\\n  # d\n  "e \\\n f"`;
    assert.deepEqual(comments(text, 'dockerfile'), ['# a', '# d']);
    assert.deepEqual(strings(text, 'dockerfile'), [`'# b'`, '"e \\\n f"']);
  });

  it('takes comments out of strings and substitutions that go on over them', () => {
    const text = `RUN a="$(b \\\n# it's\n  | c 'd' \\\n  # e\n  )"; f \\\n  'g'`;
    assert.deepEqual(comments(text, 'dockerfile'), ["# it's", '# e']);
    assert.deepEqual(strings(text, 'dockerfile'), ['"', "'d'", '"', "'g'"]);
  });

  it('runs the here-documents of RUN and copies the others', () => {
    const text = 'RUN <<EOF\nrm x # a\nEOF\nCOPY <<EOF /b\nc\nEOF\n';
    assert.deepEqual(comments(text, 'dockerfile'), ['# a']);
    assert.deepEqual(stretches(text, 'dockerfile', 'heredoc'), ['c\n']);
  });
});

describe('Makefile', () => {
  it('has comments behind white space', () => {
    assert.deepEqual(comments('a: b # c\n\techo "#d" x#e', 'makefile'), ['# c']);
  });
});
