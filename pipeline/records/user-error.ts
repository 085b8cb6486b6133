/**
 * A mistake that the person at the keyboard can mend: the command ends with its one line and exit
 * code 2, without a stack trace. The line says what was expected, what was found and what to do.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(parts: {
    readonly expected: string;
    readonly found: string;
    readonly remedy: string;
  }) {
    super(`expected ${parts.expected}, found ${parts.found}; ${parts.remedy}`);
  }
}
