import type { AppClient } from '#contract/contract.ts';
import type { DropTarget } from '#contract/drops.ts';
import type { UploadAction, UploadItem } from '#contract/uploads.ts';
import { t } from '../../lib/i18n.svelte.ts';
import { attempt, notes, succeeds } from '../../lib/notes.svelte.ts';
import type { BatchAction } from './selection/selection.svelte.ts';

/** What can be done with a row. Two actions ask first: which row they ask about stands here. */
export class RowActions {
  removing = $state.raw<UploadItem>();
  removingMany = $state.raw<readonly number[]>();
  redirecting = $state.raw<UploadItem>();

  #answered: () => void = () => undefined;
  readonly #client: AppClient;
  readonly #chatsIn: () => 'browser' | 'app';
  readonly #onmend: (portal: string) => void;

  constructor(client: AppClient, chatsIn: () => 'browser' | 'app', onmend: (portal: string) => void) {
    this.#client = client;
    this.#chatsIn = chatsIn;
    this.#onmend = onmend;
  }

  async run(action: UploadAction, row: UploadItem): Promise<void> {
    const { uploads, dialogs } = this.#client;
    const { id, portal, bot, dialog } = row;
    switch (action) {
      case 'retry':
      case 'send-anyway':
        return this.#try(uploads.retry([id]));
      case 'cancel':
        return this.#try(uploads.cancel(id));
      case 'confirm':
        return this.#try(uploads.confirm(id));
      case 'add-bot':
        return this.#addBot(dialogs.addBot({ portal, bot, dialog }), id);
      case 'mend-portal':
        this.#onmend(portal);
        return;
      case 'open-in-chat':
        return this.openInChat(id, this.#chatsIn());
      case 'open-file':
        return this.#try(uploads.openFile(id));
      case 'show-in-folder':
        return this.#try(uploads.showInFolder(id));
      case 'send-again':
        return this.#try(uploads.sendAgain({ id }));
      case 'send-elsewhere':
        this.redirecting = row;
        return;
      case 'remove-from-chat':
        this.removing = row;
        return;
    }
  }

  async openInChat(id: number, where: 'browser' | 'app'): Promise<void> {
    await this.#try(this.#client.uploads.openInChat({ id, with: where }));
  }

  async copy(id: number): Promise<void> {
    if (await succeeds(this.#client.uploads.copyDetails(id))) notes.say(t('common.copied'));
  }

  /** The same for many rows. Resolves when it is done, or somebody thought better of it. */
  async runMany(action: BatchAction, ids: readonly number[]): Promise<void> {
    const { uploads } = this.#client;
    if (action === 'retry') return this.#try(uploads.retry([...ids]));
    if (action === 'cancel') return this.#each(ids, (id) => uploads.cancel(id));
    this.removingMany = ids;
    return new Promise((resolve) => (this.#answered = resolve));
  }

  /** One after another: the portal counts every request. */
  async removeMany(): Promise<void> {
    const ids = this.removingMany ?? [];
    this.removingMany = undefined;
    await this.#each(ids, (id) => this.#client.uploads.removeFromChat(id));
    this.#answered();
  }

  keepMany(): void {
    this.removingMany = undefined;
  }

  async remove(): Promise<void> {
    const row = this.removing;
    this.removing = undefined;
    if (row !== undefined) await this.#try(this.#client.uploads.removeFromChat(row.id));
  }

  async redirect({ portal, bot, dialog }: DropTarget): Promise<void> {
    const row = this.redirecting;
    this.redirecting = undefined;
    if (row !== undefined) {
      await this.#try(this.#client.uploads.sendAgain({ id: row.id, to: { portal, bot, dialog } }));
    }
  }

  async #addBot(adding: Promise<{ readonly canPost: boolean }>, id: number): Promise<void> {
    const check = await attempt(adding);
    if (check?.canPost === true) await this.#try(this.#client.uploads.retry([id]));
  }

  /** Stops at the first that fails: the next would fail alike. */
  async #each(ids: readonly number[], act: (id: number) => Promise<unknown>): Promise<void> {
    for (const id of ids) if (!(await succeeds(act(id)))) return;
  }

  async #try(call: Promise<unknown>): Promise<void> {
    await attempt(call);
  }
}
