/** Roundabout ways to write one thing: rules know the plain form, and find them all. */
import assert from 'node:assert/strict';
import { found, judge, policy, rule } from './helpers';

const plainForms = policy({
  rules: [
    rule({
      any: [
        String.raw`\brm -rf (?:/|~)(?:["'\x60\s;)]|$)`,
        String.raw`\bterraform destroy\b`,
        String.raw`\bDROP TABLE [\w{]`,
        String.raw`\bRemove-Item -Recurse (?:-Force )?C:\\`,
        String.raw`\brmdir /s /q C:\\`,
      ],
      none: [String.raw`^\s*echo "[^"]*"\s*$`, String.raw`\bassert\b`],
    }),
  ],
});

const texts = (path: string, insert: string): string[] => found(judge(plainForms, { path, insert }));

type Case = readonly [name: string, path: string, insert: string];

function finds(cases: readonly Case[]): void {
  for (const [name, path, insert] of cases) {
    it(`sees ${name}`, () => {
      const { findings, failure } = judge(plainForms, { path, insert });
      assert.equal(failure, undefined);
      assert.equal(findings.length, 1, insert);
      const [{ start, end, text }] = findings as [(typeof findings)[number]];
      assert.equal(text, insert.slice(start, end));
    });
  }
}

function passes(cases: readonly Case[]): void {
  for (const [name, path, insert] of cases) {
    it(`leaves ${name} alone`, () => assert.deepEqual(texts(path, insert), []));
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const utf16 = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');

describe('What is written in a roundabout way', () => {
  describe('with variables', () => {
    finds([
      ['a shell’s', 'a.sh', 'CMD=destroy; terraform $CMD -auto-approve'],
      ['one in quotes', 'a.sh', 'T=/\nrm -rf "$T"\n'],
      ['one in braces', 'a.sh', "export T='/'\nif true; then\n  rm -rf ${T}\nfi\n"],
      ['a command that is one', 'a.sh', 'TF=terraform\n"$TF" destroy\n'],
      ['one that holds another', 'a.sh', 'A=terra\nB=${A}form\n$B destroy\n'],
      ['one with a default for when it is unset', 'a.sh', 'T=/\nrm -rf "${T:?}"\n'],
      ['words in an array', 'a.sh', 'ARGS=(destroy -auto-approve)\nterraform "${ARGS[@]}"\n'],
      ['what a loop goes through', 'a.sh', 'for d in / /tmp; do\n  rm -rf $d\ndone\n'],
      ['one that is added to', 'a.sh', 'Q="DROP"\nQ+=" TABLE users"\nsend "$Q"\n'],
      ['PowerShell’s', 'a.ps1', "$p='C:\\'\nRemove-Item -Recurse -Force $p\n"],
      ['PowerShell’s in a string, whatever its case', 'a.ps1', '$Verb = "destroy"\niex "terraform $verb"\n'],
      ['cmd’s', 'a.bat', 'set TARGET=C:\\\r\nrmdir /s /q %TARGET%\r\n'],
      ['make’s', 'Makefile', 'VERB := destroy\nall:\n\tterraform $(VERB)\n'],
      ['a Dockerfile’s', 'Dockerfile', 'ARG T=/\nRUN rm -rf $T\n'],
      ['a pipeline’s', 'a.yml', 'env:\n  ACTION: destroy\nsteps:\n  - run: terraform ${{ env.ACTION }}\n'],
      ['a container’s', 'a.yml', 'env:\n- name: T\n  value: "/"\nrun: rm -rf $T\n'],
      ['a name in a list', 'a.py', 'TARGET = "/"\nsubprocess.run(["rm", "-rf", TARGET])\n'],
      ['a name among words', 'a.py', 'VERB = "destroy"\nrun(["terraform", VERB, "-auto-approve"])\n'],
      ['a name that is the program', 'a.ts', "const cmd = 'terraform';\nspawn(cmd, ['destroy']);\n"],
      [
        'a list that is the arguments',
        'a.ts',
        "const args = ['destroy', '-no-color'];\nspawn('terraform', args);\n",
      ],
      ['a name in a template', 'a.js', "const target = '/';\nexec(`rm -rf ${target}`);\n"],
      ['a name in a formatted string', 'a.py', 'target = "/"\nos.system(f"rm -rf {target}")\n'],
      ['a name that is filled in', 'a.go', 'target := "/"\nrun(fmt.Sprintf("rm -rf %s", target))\n'],
      ['a name that is added', 'a.java', 'final String VERB = "destroy";\nrun("terraform " + VERB);\n'],
      [
        'a constant of a class',
        'a.py',
        'class A:\n    VERB = "destroy"\n    def f(self):\n        run(["terraform", self.VERB])\n',
      ],
      ['a list that is spread', 'a.ts', 'const args = ["destroy"];\nspawn("terraform", [...args]);\n'],
      ['a list that is added', 'a.py', 'args = ["destroy"]\nrun(["terraform"] + args)\n'],
      [
        'Go’s list that is spread',
        'a.go',
        'args := []string{"destroy"}\nexec.Command("terraform", args...)\n',
      ],
      ['a text that is added to', 'a.py', 'sql = "DROP "\nsql += "TABLE users"\nrun(sql)\n'],
      ['a shell’s in a recipe', 'Makefile', 'all:\n\tV=destroy; terraform $$V\n'],
      ['part of a command', 'a.sh', 'CMD="rm -rf"\n$CMD /\n'],
      ['more words for an array', 'a.sh', 'cmd=(terraform)\ncmd+=(destroy)\n"${cmd[@]}"\n'],
      ['fish’s', 'a.fish', 'set -l t /\nrm -rf $t\n'],
      ['an alias', 'a.sh', "alias wipe='terraform'\ncd x && wipe destroy\n"],
      ['a function of one command', 'a.sh', 'wipe() {\n  rm -rf "$1"\n}\nwipe /\n'],
      [
        'what a table hands over',
        'a.ps1',
        '$w = @{\n  Recurse = $true\n  Force = $true\n}\nRemove-Item @w C:\\\n',
      ],
      [
        'a process that is started',
        'a.ps1',
        "Start-Process -FilePath terraform -ArgumentList 'destroy', '-no-color'\n",
      ],
      [
        'what PowerShell’s loop goes through',
        'a.ps1',
        "foreach ($d in @('C:\\', 'D:\\')) { Remove-Item -Recurse $d }\n",
      ],
      ['a name behind a dollar sign', 'a.php', '$verb = "destroy";\nexec("terraform $verb");\n'],
    ]);
    passes([
      ['one of another value', 'a.sh', 'T=./build\nrm -rf "$T"\n'],
      ['one that got another value since', 'a.sh', 'T=/\nT=./build\nrm -rf "$T"\n'],
      ['one whose value came later', 'a.sh', 'rm -rf "$T"\nT=/\n'],
      ['one that a command gave', 'a.sh', 'T=/\nT=$(mktemp -d)\nrm -rf "$T"\n'],
      ['one that was read', 'a.sh', 'T=/\nread -r T\nrm -rf "$T"\n'],
      ['the script’s argument', 'a.sh', 'T=/\nT=$1\nrm -rf "$T"\n'],
      ['what is not known', 'a.sh', 'rm -rf "$TMPDIR"\n'],
      ['what is empty', 'a.sh', 'T=\nrm -rf $T/\n'],
      ['a string that expands nothing', 'a.sh', "T=/\ngrep 'rm -rf $T' log\n"],
      ['a dollar sign that is escaped', 'a.sh', 'T=/\ngrep "rm -rf \\$T" log\n'],
      ['a comment', 'a.sh', 'T=/\n# rm -rf $T\n'],
      ['a text that is printed', 'a.sh', 'T=/\necho "rm -rf $T"\n'],
      ['the data of a here-document', 'a.sh', 'T=/\ncat <<EOF\nrm -rf $T\nEOF\n'],
      [
        'a parameter of the same name',
        'a.py',
        'target = "/"\ndef clean(target):\n    run(["rm", "-rf", target])\n',
      ],
      [
        'a name that got another value',
        'a.py',
        'target = "/"\ntarget = scratch()\nrun(["rm", "-rf", target])\n',
      ],
      ['a name whose value goes on', 'a.py', 'target = "/" + name\nrun(["rm", "-rf", target])\n'],
      ['an attribute of that name', 'a.py', 'target = "/"\nrun(["rm", "-rf", self.target])\n'],
      ['a function that is given nothing', 'a.sh', 'wipe() { rm -rf "$1"; }\nwipe\n'],
      ['a function that is given something else', 'a.sh', 'wipe() { rm -rf "$1"; }\nwipe ./build\n'],
      ['an alias that is only named', 'a.sh', "alias wipe='terraform'\nwhich wipe destroy\n"],
      ['a table of another command', 'a.ps1', "$w = @{ Path = './out' }\nRemove-Item @w\n"],
      ['PowerShell’s single quotes', 'a.ps1', "$v = 'destroy'\nSelect-String 'terraform $v' log\n"],
    ]);

    it('finds a value that a rule is about once, where it is given', () => {
      assert.deepEqual(texts('a.sh', 'CMD="terraform destroy"\n$CMD\n'), ['terraform destroy']);
    });

    it('finds a command where it is run, if it was written before', () => {
      const before = 'CMD="terraform destroy"\n';
      const run = (insert: string) => found(judge(plainForms, { path: 'a.sh', before, insert }));
      assert.deepEqual(run('eval "$CMD"\n'), ['$CMD']);
      assert.deepEqual(run('log "$CMD"\n'), []);
    });

    it('says where the words stand', () => {
      const insert = 'CMD=destroy\ncd x\nterraform $CMD -no-color\n';
      const [finding] = judge(plainForms, { path: 'a.sh', insert }).findings;
      assert.deepEqual([finding?.text, finding?.line], ['terraform $CMD', 3]);
    });
  });

  describe('with lists of arguments', () => {
    finds([
      ['Python’s', 'a.py', 'subprocess.run(["terraform", "destroy"], check=True)\n'],
      ['a tuple over several lines', 'a.py', "run((\n    'terraform',\n    'destroy',\n))\n"],
      ['one kept in a variable', 'a.py', 'cmd = ["rm", "-rf", "/"]\nsubprocess.run(cmd)\n'],
      ['one that grows', 'a.py', 'cmd = ["rm", "-rf"]\ncmd.append("/")\n'],
      ['Go’s', 'a.go', 'exec.Command("rm", "-rf", "/").Run()\n'],
      ['JavaScript’s', 'a.js', "spawn('rm', ['-rf', '/'], { stdio: 'inherit' });\n"],
      ['Java’s', 'a.java', 'new ProcessBuilder("rm", "-rf", "/").start();\n'],
      ['Kotlin’s', 'a.kt', 'ProcessBuilder(listOf("rm", "-rf", "/")).start()\n'],
      ['Rust’s', 'a.rs', 'Command::new("rm")\n    .arg("-rf")\n    .arg("/")\n    .status()?;\n'],
      ['Rust’s in one', 'a.rs', 'Command::new("rm").args(["-rf", "/"]).status()?;\n'],
      ['Ruby’s', 'a.rb', "system('rm', '-rf', '/')\n"],
      ['PHP’s', 'a.php', "$p = new Process(['rm', '-rf', '/']);\n"],
      ['C’s', 'a.c', 'execlp("rm", "rm", "-rf", "/", NULL);\n'],
      ['C#’s', 'a.cs', 'p.ArgumentList.Add("terraform");\np.ArgumentList.Add("destroy");\n'],
      [
        'C#’s arguments in one text',
        'a.cs',
        'new ProcessStartInfo { FileName = "terraform", Arguments = "destroy -no-color" };\n',
      ],
      [
        'Swift’s',
        'a.swift',
        'p.executableURL = URL(fileURLWithPath: "/bin/rm")\np.arguments = ["-rf", "/"]\n',
      ],
      ['Groovy’s', 'a.groovy', '["rm", "-rf", "/"].execute()\n'],
      ['Elixir’s', 'a.exs', 'System.cmd("rm", ["-rf", "/"])\n'],
      [
        'a program and its arguments by their keys',
        'a.json',
        '{"command": "terraform", "args": ["destroy"]}\n',
      ],
      ['JSON’s', 'a.json', '{"command": ["rm", "-rf", "/"]}\n'],
      ['a Dockerfile’s', 'Dockerfile', 'CMD ["rm", "-rf", "/"]\n'],
      ['YAML’s', 'a.yml', 'command: ["rm", "-rf", "/"]\n'],
      ['YAML’s without quotes', 'a.yml', 'command: [rm, -rf, /]\n'],
      ['YAML’s line by line', 'a.yml', 'spec:\n  command:\n    - rm\n    - "-rf"\n    - /\n  image: x\n'],
      ['a container’s command and arguments', 'a.yml', '  command: ["terraform"]\n  args: ["destroy"]\n'],
      ['these line by line', 'a.yml', '- command:\n  - terraform\n  args:\n  - destroy\n'],
      ['HCL’s', 'a.tf', 'command = ["rm", "-rf", "/"]\n'],
      [
        'names among the words',
        'a.py',
        'run(["DROP", "x"])\nrun(["terraform", "destroy", target, "-no-color"])\n',
      ],
      ['a text that is split', 'a.py', 'subprocess.call("rm -rf /".split())\n'],
      ['words that are joined', 'a.js', "db.query(['DROP', 'TABLE', 'users'].join(' '));\n"],
      ['words that Python joins', 'a.py', 'cur.execute(" ".join(["DROP", "TABLE", "users"]))\n'],
    ]);
    passes([
      ['another directory', 'a.py', 'subprocess.run(["rm", "-rf", "./build"])\n'],
      ['words of SQL that are no command line', 'a.py', 'VERBS = ["DROP", "TABLE", "users"]\n'],
      ['keys of a table', 'a.json', '{"terraform": "destroy", "rm": "-rf /tmp/x"}\n'],
      ['a program and something else', 'a.json', '{"name": "terraform", "args": ["destroy"]}\n'],
      ['values of two keys', 'a.py', 'x = {"tool": "terraform", "destroy": False}\n'],
      ['an assertion', 'a.py', 'assert refuses(["rm", "-rf", "/"])\n'],
      ['what a comment lists', 'a.py', '# ["rm", "-rf", "/"]\n'],
      ['words of two calls', 'a.js', "use('terraform'); call('destroy');\n"],
      ['other lists of YAML', 'a.yml', 'tools:\n  - terraform\n  - destroy\n'],
    ]);
  });

  describe('in pieces', () => {
    finds([
      ['strings with a plus sign', 'a.js', 'db.query("DROP " + "TABLE users");\n'],
      ['strings that are split within a word', 'a.py', 'os.system("terra" + "form destroy")\n'],
      ['strings over line ends', 'a.java', 'st.execute("DROP "\n    + "TABLE users");\n'],
      ['strings of other quotes', 'a.js', `run("terraform " + 'destroy');\n`],
      ['strings side by side', 'a.py', 'cur.execute("DROP "\n    "TABLE users")\n'],
      ['C’s side by side', 'a.c', 'query(c, "DROP " "TABLE users");\n'],
      ['PHP’s', 'a.php', '$db->query("DROP " . "TABLE users");\n'],
      ['a name that is not known', 'a.js', 'db.query("DROP TABLE " + table);\n'],
      ['one between two strings', 'a.php', '$db->query("DROP TABLE " . $table . " CASCADE");\n'],
      ['a builder’s', 'a.java', 'sb.append("DROP ").append("TABLE users");\n'],
      ['SQL’s', 'a.sql', "EXECUTE 'DROP ' || 'TABLE users';\n"],
      ['a command that is looked for', 'a.sh', '"$(command -v rm)" -rf /\n'],
      ['PowerShell’s escapes', 'a.ps1', 'terra`form destroy\n'],
      ['bytes that are printed', 'a.sh', "printf '\\x72\\x6d -rf /' | sh\n"],
      ['Lua’s', 'a.lua', 'db:execute("DROP " .. "TABLE users")\n'],
      ['PowerShell’s', 'a.ps1', "iex ('terraform ' + 'destroy')\n"],
      ['those of a variable', 'a.js', 'const q = "DROP " + "TABLE users";\nrun(q);\n'],
      ['a shell’s escapes', 'a.sh', "$'\\x72m' -rf /\n"],
      ['a shell’s separator', 'a.sh', 'rm${IFS}-rf${IFS}/\n'],
      ['a shell’s braces', 'a.sh', '{rm,-rf,/}\n'],
    ]);
    passes([
      ['a sum', 'a.js', 'const s = "DROP " + 1 + "TABLE users";\n'],
      ['a member', 'a.js', 'const s = "DROP ".trim() + x;\n'],
      ['a shell’s separator that is set', 'a.sh', 'IFS=,\nread -r a b <<< "$x"\n'],
    ]);
  });

  describe('behind other commands', () => {
    finds([
      ['what is timed', 'a.sh', 'time -p terra"form" destroy\n'],
      [
        'what another command runs',
        'a.sh',
        'flock -n /tmp/l $TF destroy; stdbuf -o0 rm -rf $X/\nTF=x\nsetsid rm -rf /\n',
      ],
      ['what xargs is handed', 'a.sh', 'echo / | xargs rm -rf\n'],
      ['what xargs fills in', 'a.sh', 'echo / | sudo xargs -I{} rm -rf {}\n'],
      ['what PowerShell calls by a string', 'a.ps1', '& "terraform" destroy\n'],
      ['what it puts together to call', 'a.ps1', "& ('terra' + 'form') destroy\n"],
    ]);
    passes([
      ['what xargs is handed otherwise', 'a.sh', 'echo ./build | xargs rm -rf\n'],
      ['the words in a text', 'a.sh', 'echo "it is time -p"\n'],
    ]);
  });

  describe('in base64', () => {
    finds([
      ['what a shell decodes', 'a.sh', `echo ${base64('rm -rf /')} | base64 -d | sh\n`],
      [
        'what it decodes from a here-string',
        'a.sh',
        `base64 --decode <<< "${base64('terraform destroy')}" | bash\n`,
      ],
      [
        'what it decodes from a variable',
        'a.sh',
        `P=${base64('terraform destroy -auto-approve')}\necho $P | base64 -d | sh\n`,
      ],
      [
        'what PowerShell decodes',
        'a.ps1',
        `powershell -NoProfile -EncodedCommand ${utf16('Remove-Item -Recurse C:\\')}\n`,
      ],
      ['its short form', 'a.bat', `powershell.exe -nop -enc ${utf16('Remove-Item -Recurse C:\\')}\n`],
      ['what Python decodes', 'a.py', `os.system(base64.b64decode("${base64('rm -rf /')}"))\n`],
      ['what JavaScript decodes', 'a.js', `exec(atob('${base64('terraform destroy')}'));\n`],
      [
        'what Node decodes',
        'a.js',
        `exec(Buffer.from('${base64('terraform destroy')}', 'base64').toString());\n`,
      ],
    ]);
    passes([
      ['another text', 'a.sh', `echo ${base64('npm run build')} | base64 -d | sh\n`],
      ['bytes', 'a.sh', 'echo iVBORw0KGgoAAAANSUhEUgAA | base64 -d > x.png\n'],
      ['what nothing decodes', 'a.sh', `KEY=${base64('rm -rf / please')}\n`],
      ['a comment', 'a.sh', `# echo ${base64('rm -rf /')} | base64 -d | sh\n`],
    ]);
  });

  describe('before and after an edit', () => {
    it('is introduced by the value', () => {
      const change = { path: 'a.sh', before: 'T=', after: '\nrm -rf "$T"\n' };
      const { findings } = judge(plainForms, { ...change, replaced: './build', insert: '/' });
      assert.deepEqual(
        findings.map(({ text, line }) => [text.trim(), line]),
        [['rm -rf "$T"', 2]],
      );
    });

    it('is no longer found where it stood before', () => {
      const change = { path: 'a.sh', before: 'T=/\nrm -rf "$T"\n', insert: 'echo done\n' };
      assert.deepEqual(judge(plainForms, change).findings, []);
    });

    it('is introduced a second time', () => {
      const line = 'run(["terraform", "destroy"])\n';
      assert.equal(judge(plainForms, { path: 'a.py', before: line, insert: line }).findings.length, 1);
    });

    it('is the same in a list of another layout', () => {
      const replaced = 'run(["terraform", "destroy"])\n';
      const insert = 'run([\n    "terraform",\n    "destroy",\n])\n';
      assert.deepEqual(judge(plainForms, { path: 'a.py', replaced, insert }).findings, []);
    });

    it('is introduced by taking away what gave it another value', () => {
      const change = {
        path: 'a.sh',
        before: 'T=/\n',
        replaced: 'T=./x\n',
        insert: '',
        after: 'rm -rf "$T"\n',
      };
      assert.equal(judge(plainForms, change).findings.length, 1);
    });

    it('counts as put back where a protection is written in other words', () => {
      const guarded = policy({ rules: [rule({ removed: ['--dry-run all'] })] });
      const change = {
        path: 'a.py',
        replaced: 'run("x --dry-run all")\n',
        insert: 'run("x --dry-run " + "all")\n',
      };
      assert.deepEqual(judge(guarded, change).findings, []);
      assert.equal(judge(guarded, { ...change, insert: 'run("x")\n' }).findings.length, 1);
    });
  });

  describe('in a language of its own', () => {
    const quoted = policy({
      rules: [
        rule({ any: [String.raw`\brmtree\('/'\)$`] }),
        rule({ any: [String.raw`^DELETE FROM users;?$`] }, { id: 's', where: { languages: ['sql'] } }),
      ],
    });
    const foundIn = (path: string, insert: string): string[] => found(judge(quoted, { path, insert }));

    it('sees the program that an interpreter is handed', () => {
      assert.deepEqual(foundIn('a.sh', `python3 -c "import shutil; shutil.rmtree('/')"\n`), ["rmtree('/')"]);
      assert.deepEqual(foundIn('a.sh', `sudo -u x python3.12 -Bc "shutil.rmtree('/')" && ls\n`), [
        "rmtree('/')",
      ]);
    });

    it('leaves the quotes of a here-document in another language', () => {
      assert.deepEqual(foundIn('a.sh', "python3 - <<EOF\nshutil.rmtree('/')\nEOF\n"), ["rmtree('/')"]);
    });

    it('looks there with the rules of that language, and with them only there', () => {
      assert.deepEqual(foundIn('a.sh', 'psql -c "DELETE FROM users"\n'), ['DELETE FROM users']);
      assert.deepEqual(foundIn('a.sh', 'psql <<EOF\nDELETE FROM users;\nEOF\n'), ['DELETE FROM users;']);
      assert.deepEqual(foundIn('a.sh', 'psql <<EOF\nSELECT 1;\nEOF\nDELETE FROM users\n'), []);
      assert.deepEqual(foundIn('a.md', '```sql\nDELETE FROM users;\n```\n'), []);
    });

    it('takes what is escaped for what it is', () => {
      assert.deepEqual(texts('a.sh', 'ssh web-1 "rm -rf \\"/\\""\n').length, 1);
      assert.deepEqual(texts('a.sh', `bash -c "bash -c 'terra\\"\\"form destroy'"\n`).length, 1);
    });

    it('leaves what is printed there alone', () => {
      assert.deepEqual(texts('a.sh', `bash -c 'echo "DROP " "TABLE x"'\n`), []);
      assert.deepEqual(texts('a.sh', `grep -e "rm -rf \\"/\\"" x\n`), []);
      assert.deepEqual(texts('a.sh', `# bash -c "rm -rf \\"/\\""\n`), []);
    });
  });

  it('is not looked at by rules about the text itself', () => {
    const prose = policy({ rules: [rule({ any: ['secret-abc'], in: ['code', 'string', 'comment'] })] });
    assert.deepEqual(judge(prose, { path: 'a.js', insert: 'x = "secret-" + "abc";\n' }).findings, []);
  });

  it('is left alone in prose', () => {
    assert.deepEqual(texts('a.md', '`"DROP " + "TABLE users"` and `T=/; rm -rf $T`\n'), []);
  });

  describe('behind so much else that not all is written out', () => {
    const padding = `A=${'x'.repeat(500)}\n${'echo $A\n'.repeat(60)}`;
    const danger = 'W=destroy\nterraform $W\n';

    it('is said to be not judged', () => {
      const { findings, failure } = judge(plainForms, { path: 'x.sh', insert: padding + danger });
      assert.equal(failure?.kind, 'size');
      assert.ok(findings.some(({ rule: id }) => id === 'parapet/not-judged'));
    });

    it('is found where the else was there before', () => {
      const { findings, failure } = judge(plainForms, { path: 'x.sh', before: padding, insert: danger });
      assert.equal(failure, undefined);
      assert.equal(findings.length, 1);
    });
  });
});
