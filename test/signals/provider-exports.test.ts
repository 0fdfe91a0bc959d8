import { describe, expect, it } from 'vitest';
import { readMapping } from '../../src/signals/index.ts';
import { azureDetails, costReport } from './export-text.ts';
import { importText } from './support.ts';

describe('a cost and usage report with its documented columns', () => {
  it.each(['report', 'export'] as const)(
    'in the spelling of the %s counts use once, at its cost',
    (spelling) => {
      const found = importText(costReport(spelling), { mapping: 'aws-cur' });
      expect(found.usage).toHaveLength(1);
      // 98 on demand + 110 reserved + 201 under the plan; what is billed for them is 0 and 294.
      expect(found.usage[0]).toMatchObject({
        region: 'us-east-1',
        unit: 'Hrs',
        quantity: 6,
        reservedQuantity: 5,
        cost: 409,
      });
      expect(Object.fromEntries(found.setAside)).toEqual({ Purchase: 2, Credit: 2, Tax: 1 });
      expect(found.rejected).toBe(0);
      expect(JSON.stringify(found)).not.toContain('jo@');
    },
  );

  it('names the column of a cost that is no number', () => {
    const text = costReport('report').replace(',110,', ',much,');
    expect(importText(text, { mapping: 'aws-cur' }).rejectedRows.map(({ reason }) => reason)).toEqual([
      "reservation/EffectiveCost is no number: 'much'",
    ]);
  });
});

describe('Azure cost details with their documented columns', () => {
  it.each(['enterprise', 'customer'] as const)(
    'of an %s agreement count use, reserved and not',
    (agreement) => {
      const found = importText(azureDetails(agreement), { mapping: 'azure-export', grain: 'day' });
      expect(found.usage).toHaveLength(1);
      expect(found.usage[0]).toMatchObject({
        period: '2026-01-05',
        region: 'eastus',
        currency: 'EUR',
        quantity: 6,
        reservedQuantity: 5,
        cost: 409,
      });
      expect(Object.fromEntries(found.setAside)).toEqual({ Purchase: 3, Credit: 2 });
      expect(JSON.stringify(found)).not.toMatch(/jo@|Jo Doe/);
    },
  );
});

describe('a mapping of one’s own', () => {
  it('may say where the cost of a kind of row stands', () => {
    const text = 'field,columns\nperiod_start,A\nquantity,B\nunit,C\ncost=Held,D|E\n';
    expect(readMapping(text, 'm.csv').value?.costs.get('Held')).toEqual(['D', 'E']);
  });
});
