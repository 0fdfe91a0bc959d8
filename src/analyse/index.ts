export { attributeChange, type AttributeRequest, type Attribution } from './attribute-change.ts';
export { diffCases, type CaseDifference } from './diff-cases.ts';
