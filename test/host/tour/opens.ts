import type { Step } from './step';

export const opens: Step = {
  name: 'opens',
  async run({ session }) {
    const item = await session.workbench.untilStatus('parapet.status', /Parapet: on/);
    return `VS Code opened; the status bar reads “${item.label}”`;
  },
};
