import type * as Core from '@actions/core';

/** What the action uses of @actions/core. Tests give their own. */
export interface Toolkit {
  setOutput(name: string, value: string): void;
  saveState(name: string, value: string): void;
  getState(name: string): string;
  setSecret(value: string): void;
  error(message: string, properties?: Core.AnnotationProperties): void;
  warning(message: string, properties?: Core.AnnotationProperties): void;
  notice(message: string, properties?: Core.AnnotationProperties): void;
  /** Appends Markdown to the job summary of this step. */
  writeSummary(markdown: string): Promise<void>;
}

/** Loads the library, which takes about 80 ms. */
export async function loadToolkit(): Promise<Toolkit> {
  const core = await import('@actions/core');
  return {
    setOutput: core.setOutput,
    saveState: core.saveState,
    getState: core.getState,
    setSecret: core.setSecret,
    error: core.error,
    warning: core.warning,
    notice: core.notice,
    writeSummary: async (markdown) => {
      await core.summary.addRaw(markdown, true).write();
    },
  };
}
