/** Where sites stand, for maps; no formula reads it, so that a place never moves an answer. */
export const places = `
module places "Where sites stand; maps read it and no formula does"

input once site.latitude[site] : degrees default 0 degrees "Degrees north of the equator, below 0 to the south; left out for a site without a place of its own"
input once site.longitude[site] : degrees default 0 degrees "Degrees east of Greenwich, below 0 to the west; left out for a site without a place of its own"
`;
