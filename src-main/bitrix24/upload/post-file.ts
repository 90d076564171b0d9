import { nameForDrive } from '#domain/drive-name.ts';
import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import { MAX_FILE_BYTES } from '#domain/limits.ts';
import type { Secret } from '#domain/secret.ts';

import type { FileSystem, FileToPost, OpenFile, PostHooks, PostOutcome } from '#engine/ports.ts';
import type { Authorization } from '../client/access.ts';
import type { TakeBandwidth } from '../http/bandwidth.ts';
import { readReceipt, type SentFile } from './receipt.ts';
import { sendOnce, withRenewal, type RestDeps } from '../client/rest-client.ts';
import { requireExpected } from './small-file.ts';
import type { RestResult } from '../client/to-app-error.ts';
import { UploadBody } from './upload-body.ts';

const METHOD = 'imbot.v2.File.upload';
/** Ten calls a second, as the port promises. */
const PROGRESS_GAP_MS = 100;

/** A bot as the calls name it. */
export interface BotIdentity {
  readonly botId: number;
  /** Undefined with OAuth. */
  readonly botToken: Secret | undefined;
}

export interface PostDeps extends RestDeps {
  readonly files: Pick<FileSystem, 'open'>;
  readonly monotonicMs: () => number;
  readonly takeBandwidth?: TakeBandwidth | undefined;
}

/** Posts one file: waits for its turn, checks the file, says so, and sends it. */
export async function postFile(
  parts: PostDeps,
  bot: BotIdentity,
  file: FileToPost,
  hooks: PostHooks,
  signal: AbortSignal,
): Promise<PostOutcome> {
  let body: UploadBody | undefined;
  let isStarted = false;

  const attempt = async (authorization: Authorization): Promise<RestResult> => {
    await parts.limits.pass(METHOD, signal);
    const handle = await parts.files.open(file.path, file.root);
    try {
      const opened = await requireSendable(handle, file);
      if (!isStarted) hooks.onStart();
      isStarted = true;
      body = new UploadBody(
        {
          botId: bot.botId,
          botToken: parts.access.kind === 'oauth' ? undefined : bot.botToken,
          dialogId: file.target.dialog,
          auth: authorization.token,
          name: nameForDrive(file.name),
          message: file.caption,
        },
        handle,
        opened,
        paced(parts.monotonicMs, hooks.onProgress),
        async (bytes) => parts.takeBandwidth?.(bytes, signal),
      );
      return await sendOnce(
        parts,
        { method: METHOD, effect: 'write', authorization, body, signal },
        'upload',
      );
    } finally {
      // It was only read from, and what became of the request must not be lost over it.
      await handle.close().catch(() => undefined);
    }
  };

  try {
    const result = await withRenewal(parts.access, signal, attempt);
    return outcomeOf(result, body, file);
  } catch (thrown) {
    // Everything thrown comes from before the request or from between two of them: nothing was posted.
    return { type: 'failed', error: AppError.from(thrown), sentBytes: 0 };
  }
}

function outcomeOf(result: RestResult, body: UploadBody | undefined, file: FileToPost): PostOutcome {
  const sha256 = body?.sha256;
  if (result.ok) {
    const receipt = sha256 === undefined ? undefined : readReceipt(result.result, sentFile(file, sha256));
    if (receipt !== undefined) return { type: 'posted', receipt };
  }
  const error = result.ok
    ? new AppError('network.unanswered', `${METHOD}: the answer fits no message of this file`, {
        origin: 'HTTP 200',
      })
    : result.error;
  return {
    type: 'failed',
    error,
    sentBytes: body?.sentBytes ?? 0,
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}

function sentFile({ name, target, stamp }: FileToPost, sha256: string): SentFile {
  return { name, dialog: target.dialog, size: stamp.size, sha256 };
}

/** @throws AppError `file.changed`, `file.empty` or `file.too-large`: the API would refuse the last two */
async function requireSendable(handle: OpenFile, { stamp }: FileToPost): Promise<FileStamp> {
  const opened = await requireExpected(handle, stamp);
  if (stamp.size === 0) throw new AppError('file.empty', 'empty files cannot be posted');
  if (stamp.size > MAX_FILE_BYTES) throw new AppError('file.too-large', 'larger than the API takes');
  return opened;
}

function paced(monotonicMs: () => number, report: PostHooks['onProgress']): (sentBytes: number) => void {
  // What is gone sooner needs no progress: its delivery is told at once.
  let nextAt = monotonicMs() + PROGRESS_GAP_MS;
  return (sentBytes) => {
    const now = monotonicMs();
    if (report === undefined || now < nextAt) return;
    nextAt = now + PROGRESS_GAP_MS;
    report(sentBytes);
  };
}
