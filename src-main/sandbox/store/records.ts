/** Somebody who can be in a chat: a person or a bot, which the portal treats as a user too. */
export interface User {
  readonly id: number;
  readonly name: string;
  readonly lastName: string;
  readonly workPosition: string;
  readonly color: string;
  /** Picture as Base64. */
  readonly avatar?: string;
  readonly isBot: boolean;
}

export type BotType = 'bot' | 'supervisor' | 'personal' | 'openline';

export interface Bot {
  /** Also its id as a user. */
  readonly id: number;
  readonly code: string;
  readonly type: BotType;
  /** Who may use it: `custom` + bot token for webhooks, the client id for OAuth apps (reference 2.1). */
  readonly owners: readonly string[];
  readonly isHidden: boolean;
  readonly isReactionsEnabled: boolean;
  readonly eventMode: 'fetch' | 'webhook';
}

export interface Chat {
  readonly id: number;
  readonly type: 'chat' | 'private';
  /** Empty for private chats, which carry the other person's name. */
  readonly title: string;
  readonly description: string;
  readonly color: string;
  readonly ownerId: number;
  readonly memberIds: readonly number[];
}

export interface Message {
  readonly id: number;
  readonly chatId: number;
  readonly authorId: number;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly fileId?: number;
  readonly isDeleted?: boolean;
}

export interface DriveFile {
  readonly id: number;
  readonly chatId: number;
  readonly authorId: number;
  /** As stored: legal, and unique within its chat. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly at: number;
  /** Name of the content in the store's folder. */
  readonly key: string;
}

/** A local application registered on the portal. */
export interface App {
  /** Client id. */
  readonly id: string;
  readonly secret: string;
  /** Where the browser goes with the code; without one it is the address the client passes. */
  readonly redirectUri?: string;
  readonly scopes: readonly string[];
  readonly isInstalled: boolean;
}

/** An access or refresh token. */
export interface Token {
  readonly id: string;
  readonly kind: 'access' | 'refresh';
  readonly clientId: string;
  readonly userId: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Facts about the portal as such. */
export interface Identity {
  readonly id: 'portal';
  readonly webhookUserId: number;
  readonly webhookCode: string;
  readonly memberId: string;
}

/** Every kind of record the sandbox keeps. */
export interface Records {
  readonly identity: Identity;
  readonly user: User;
  readonly bot: Bot;
  readonly chat: Chat;
  readonly message: Message;
  readonly file: DriveFile;
  readonly app: App;
  readonly token: Token;
}
