import type { PostRules } from '#config/engine-config.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { AppError } from '#domain/errors.ts';
import type { Portal } from '../ports.ts';

/** Why a file may not be posted there; `undefined` when it may. */
export function refusedByRules(
  { forbiddenExtensions, dialogs }: PostRules,
  { name, portal, dialog }: { readonly name: string; readonly portal: string; readonly dialog: string },
): ErrorCode | undefined {
  // Windows drops dots and spaces at the end of a name: `virus.exe. ` would be saved as `virus.exe`.
  const plain = name.toLowerCase().replace(/[.\s]+$/, '');
  if (forbiddenExtensions.some((extension) => plain.endsWith(`.${extension}`))) return 'file.not-allowed';
  const allowed = Object.hasOwn(dialogs, portal) ? dialogs[portal] : undefined;
  return allowed === undefined || allowed.includes(dialog) ? undefined : 'file.not-allowed';
}

/** Posts what the rules allow: the last gate before the network, which nothing gets round. */
export function postUnderRules(post: Portal['post'], rules: PostRules | undefined): Portal['post'] {
  if (rules === undefined) return post;
  return async (file, ...rest) => {
    const code = refusedByRules(rules, { ...file.target, name: file.name });
    if (code === undefined) return await post(file, ...rest);
    return { type: 'failed', error: new AppError(code, 'forbidden by the policy'), sentBytes: 0 };
  };
}
