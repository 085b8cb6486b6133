/**
 * Starts main.ts where Node can run TypeScript, and says so in one line where it cannot: an older
 * Node refuses main.ts before any check inside it could speak.
 */
const oldest = [22, 18];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(
    `expected Node ${oldest.join('.')} or newer, found ${process.versions.node}; ` +
      'use "npm run atlas", which brings its own on Linux, or install a newer Node\n',
  );
  process.exitCode = 2;
} else {
  await import('./main.ts');
}
