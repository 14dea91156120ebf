/** `npm run corpus`: precision and recall of the built-in packs on labelled edits, and every miss; `-- --json` for machines. */
import { parseArgs } from 'node:util';
import { readCorpus } from '../corpus/cases';
import { judge } from '../corpus/judge';
import { reportData, reportText } from '../corpus/report';
import { inRepository } from './paths';
import { main } from './say';

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });

main(async () => {
  const judged = judge(readCorpus(inRepository('test', 'corpus')), new Date());
  const text = values.json ? JSON.stringify(reportData(judged)) : reportText(judged);
  // Exiting cuts off what a pipe has not taken yet.
  await new Promise((written) => process.stdout.write(`${text}\n`, written));
  return 0;
});
