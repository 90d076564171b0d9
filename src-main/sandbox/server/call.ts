import { refuse, Refusal } from '../methods/refusal.ts';
import { portalTime } from '../methods/shapes.ts';
import { parseForm } from '../request/form.ts';
import type { Received } from '../request/receive.ts';
import { passGate } from './gate.ts';
import type { Host } from './host.ts';
import { json } from './reply.ts';
import type { Reply } from './reply.ts';
import type { RestAddress } from './rest-address.ts';

export interface RestRequest {
  readonly address: Extract<RestAddress, { type: 'webhook' | 'app' }>;
  /** Who asks, as far as the request limit goes. */
  readonly source: string;
  readonly query: string;
  readonly startedAt: number;
  /** Messages with files cannot be posted. */
  readonly isSendBroken: boolean;
}

/** Carries out one call and words its answer. What was uploaded is kept only when the call succeeds. */
export function answerCall(host: Host, request: RestRequest, received: Received): Reply {
  try {
    return success(host, request, received);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusal(error);
  } finally {
    if (received.type === 'params' && received.content.type === 'stored') {
      host.store.dropUnowned(received.content.key);
    }
  }
}

export function refusal(error: Refusal): Reply {
  return json(error.status, { error: error.code, error_description: error.message });
}

function success(
  host: Host,
  { address, source, query, startedAt, isSendBroken }: RestRequest,
  received: Received,
): Reply {
  const { store, now } = host;
  const body = received.type === 'params' ? received.params : {};
  const params = { ...parseForm(query), ...body };
  const { caller, method, operatingKey } = passGate(host, address, source, params);
  if (received.type !== 'params') throw refuse('ERROR_ARGUMENT');

  const beganAt = now();
  const prefix = address.type === 'webhook' ? `${address.userId}/${address.code}/` : '';
  const linkTo = (fileId: number) =>
    `${host.origin()}/rest/${prefix}download/${host.downloads.issue(fileId)}`;
  const result = method.run({ caller, params, content: received.content, store, now, linkTo, isSendBroken });

  const finishedAt = now();
  const processing = (finishedAt - beganAt) / 1000;
  const cost = processing + host.settings().operatingCostSeconds;
  return json(200, {
    result,
    time: {
      start: startedAt / 1000,
      finish: finishedAt / 1000,
      duration: (finishedAt - startedAt) / 1000,
      processing,
      date_start: portalTime(startedAt),
      date_finish: portalTime(finishedAt),
      ...host.operating.book(operatingKey, cost, host.settings(), finishedAt),
    },
  });
}
