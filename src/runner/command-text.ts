/** A command as the learner types it in their workspace. */
export function commandText(words: string): string {
  return `npx learn-obs ${words}`;
}
