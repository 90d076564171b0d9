import { beforeEach } from 'vitest';
import '../../../src-renderer/styles/tokens.css';
import '../../../src-renderer/styles/base.css';
import '../../../src-renderer/styles/floating.css';
import { notes } from '../../../src-renderer/lib/notes.svelte.ts';

// Drafts and notes outlive a window; tests do not share them.
beforeEach(() => {
  localStorage.clear();
  notes.all = [];
});
