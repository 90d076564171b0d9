import { sayIn } from '#desktop/say.ts';

export const say = sayIn('en');
