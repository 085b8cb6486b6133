import { defineConfig } from 'vitest/config';
import SlowFirst from './tests/support/slow-first.ts';

export default defineConfig({
  test: {
    globalSetup: ['tests/support/run-folder.ts'],
    setupFiles: ['tests/support/property-seed.ts'],
    sequence: { sequencer: SlowFirst },
    // Half of the slow tests keep one core busy each; vitest would leave one core free.
    maxWorkers: '100%',
    // A busy machine is slow, not wrong: these end tests that hang.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
