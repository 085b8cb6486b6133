import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['tests/support/property-seed.ts'],
    // A busy machine is slow, not wrong: this ends tests that hang.
    testTimeout: 60_000,
  },
});
