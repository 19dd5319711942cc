/** Why Cleancopy cannot start, as one sentence for the person at the console; it is printed without a stack. */
export class CannotStart extends Error {}
