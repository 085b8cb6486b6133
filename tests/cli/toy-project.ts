import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../store/temporary-folder.ts';

const modelFile = `
name: toy
title: Toy
description: A model for tests
weights:
  file: toy.weights
  format: caffemodel
  url: https://example.org/toy.weights
  fileDigest: ${'a'.repeat(40)}
  tensorDigest: ${'a'.repeat(64)}
  licence: none
  citation: none
input: { name: data, size: [8, 8], channels: rgb, mean: [0, 0, 0] }
output: { name: scores, classes: 2 }
layers: [{ name: a, alias: a }]
photographs: { imageSet: toys, imageSetDigest: ${'a'.repeat(64)} }
`;

export interface CommandResult {
  readonly code: number | null;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

export interface ToyProject {
  readonly root: string;
  path(...parts: string[]): string;
  /** Runs a command of the toy atlas to its end. */
  run(...line: string[]): Promise<CommandResult>;
  /** Starts a command of the toy atlas. */
  start(...line: string[]): ChildProcess;
  /** What has started computing since the last `clearLog`, in order. */
  log(): string[];
  clearLog(): void;
}

/** A new project with one model and its weights, which lasts until the end of the test. */
export function toyProject(): ToyProject {
  const root = temporaryFolder();
  const path = (...parts: string[]): string => join(root, ...parts);
  mkdirSync(path('content/models'), { recursive: true });
  mkdirSync(path('models'));
  writeFileSync(path('content/models/toy.yaml'), modelFile);
  writeFileSync(path('models/toy.weights'), 'weights');
  const env = {
    ...process.env,
    TOY_ROOT: root,
    ATLAS_MODELS: 'models',
    ATLAS_STORE: '.atlas/store',
  };
  const main = fileURLToPath(new URL('./toy-main.ts', import.meta.url));
  const start = (...line: string[]): ChildProcess =>
    spawn(process.execPath, [main, ...line], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return {
    root,
    path,
    start,
    run: (...line) => finished(start(...line)),
    log: () =>
      existsSync(path('models/log')) ? lines(readFileSync(path('models/log'), 'utf8')) : [],
    clearLog: () => {
      writeFileSync(path('models/log'), '');
    },
  };
}

/** Waits for a process and gives what it said. */
export function finished(child: ChildProcess): Promise<CommandResult> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out: lines(out), err: lines(err) });
    });
  });
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
