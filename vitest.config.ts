import { defineConfig } from 'vitest/config';
import SlowFirst from './tests/support/slow-first.ts';

export default defineConfig({
  test: {
    globalSetup: ['tests/support/run-folder.ts'],
    setupFiles: ['tests/support/property-seed.ts'],
    sequence: { sequencer: SlowFirst },
    // A busy machine is slow, not wrong: this ends tests that hang.
    testTimeout: 60_000,
  },
});
