/**
 * Names of columns that hold, or may hold, data about persons: these are never read, so that they cannot be kept.
 * Tags are free text in which owners and addresses are common; account and resource names often carry a person's name.
 */
const personalName =
  /e-?mail|phone|(^|[^a-z])(user|owner|person|contact|creator|principal|requester|assignee)([^a-z]|$)|user_?(name|id)|owner_?(name|id)|first_?name|last_?name|full_?name|account_?name|resource_?(id|name)|^tags?$|(^|[/_])tags?([/_]|$)|identity|usertag|address/i;

/** Whether a column's name says that persons may be in it. */
export function isPersonalColumn(name: string): boolean {
  // Words run together in camel case are told apart first: `OwnerEmail`, `createdByUser`.
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  return personalName.test(name) || personalName.test(spaced);
}

const emailLike = /[^\s@,;<>]+@[^\s@,;<>]+\.[a-z]{2,}/i;

/** Whether a cell that is about to be kept looks like a person's address. */
export function looksPersonal(text: string): boolean {
  return text.includes('@') && emailLike.test(text);
}
