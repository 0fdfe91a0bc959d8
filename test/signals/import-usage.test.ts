import { describe, expect, it } from 'vitest';
import {
  isPersonalColumn,
  makeTelemetryReader,
  readInstant,
  readMapping,
  signalCodes,
  usageSeries,
} from '../../src/signals/index.ts';
import { commitmentsDue, readCommitments, readPipeline } from '../../src/signals/index.ts';
import { pipelineText } from './pipeline-text.ts';
import { importText } from './support.ts';

const header =
  'ChargePeriodStart,ChargeCategory,ChargeClass,ServiceName,RegionId,ConsumedUnit,ConsumedQuantity,EffectiveCost,BillingCurrency,CommitmentDiscountId,CommitmentDiscountStatus,ProviderName,Tags,OwnerEmail,Id';
const row = (cells: Partial<Record<string, string>> = {}) =>
  header
    .split(',')
    .map((name) => cells[name] ?? usual[name] ?? 'NULL')
    .join(',');
const usual: Readonly<Record<string, string>> = {
  ChargePeriodStart: '2024-09-18 22:00:00',
  ChargeCategory: 'Usage',
  ServiceName: 'EC2',
  RegionId: 'us-west-2',
  ConsumedUnit: 'Hours',
  ConsumedQuantity: '2.5',
  EffectiveCost: '1.25',
  BillingCurrency: 'USD',
  ProviderName: 'AWS',
  OwnerEmail: 'jo@example.com',
  Id: '7',
};
const file = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`;

describe('a FOCUS export', () => {
  it('sums use by period, service, region, unit and currency', () => {
    const { usage, used } = importText(
      file(row(), row({ ConsumedQuantity: '1e1' }), row({ ConsumedUnit: 'GB' })),
    );
    expect(used).toBe(3);
    expect(usage.map(({ period, unit, quantity, cost }) => [period, unit, quantity, cost])).toEqual([
      ['2024-09', 'GB', 2.5, 1.25],
      ['2024-09', 'Hours', 12.5, 2.5],
    ]);
  });

  it('counts only use as demand, and says what it set aside', () => {
    const { used, setAside } = importText(
      file(
        row(),
        row({ ChargeCategory: 'Purchase' }),
        row({ ChargeCategory: 'Tax', ConsumedQuantity: 'NULL' }),
        row({ CommitmentDiscountStatus: 'Unused' }),
      ),
    );
    expect(used).toBe(1);
    expect(Object.fromEntries(setAside)).toEqual({ Purchase: 1, Tax: 1, 'Unused commitment': 1 });
  });

  it('tells reserved use from use on demand', () => {
    const { usage } = importText(file(row(), row({ CommitmentDiscountId: 'ri-1', ConsumedQuantity: '4' })));
    expect(usage[0]).toMatchObject({ quantity: 6.5, reservedQuantity: 4 });
  });

  it('nets corrections and reversals, and counts them apart', () => {
    const { usage, corrections, reversals } = importText(
      file(
        row(),
        row({ ConsumedQuantity: '-1', ChargeClass: 'Correction' }),
        row({ ConsumedQuantity: '-0.5' }),
      ),
    );
    expect(usage[0]!.quantity).toBe(1);
    expect([corrections, reversals]).toEqual([1, 1]);
  });

  it('does not read columns that may hold persons, and blanks addresses elsewhere', () => {
    const found = importText(
      file(row({ ServiceName: 'mail to jo@example.com' }), row({ ConsumedQuantity: 'x' })),
    );
    expect(found.personalColumns).toEqual(['Tags', 'OwnerEmail']);
    expect(found.personalCells).toBe(1);
    expect(JSON.stringify([found.usage, found.rejectedRows])).not.toContain('jo@');
  });

  it('loses no good row to bad ones and names each of them', () => {
    const text = file(
      row(),
      row({ ConsumedQuantity: 'many' }),
      `"${row()}`,
      row(),
      'short,row',
      row({ ChargePeriodStart: '2024-13-01' }),
      row({ ConsumedQuantity: 'NULL' }),
      row({ EffectiveCost: '1,5'.replace(',', ';') }),
      row(),
    );
    for (const piece of [1, 17, 4096]) {
      const { used, rejected, rejectedRows, rows } = importText(text, { piece });
      expect([rows, used, rejected]).toEqual([9, 3, 6]);
      expect(rejectedRows.map(({ line }) => line)).toEqual([3, 4, 6, 7, 8, 9]);
      expect(rejectedRows.map(({ reason }) => reason.split(':')[0])).toEqual([
        'ConsumedQuantity is no number',
        'a quote opens and never closes',
        '2 cells where the header has 15',
        'ChargePeriodStart is no date',
        'ConsumedQuantity is empty on a usage row',
        'EffectiveCost is no number',
      ]);
    }
  });

  it('is the same series whatever the order of its rows', () => {
    const rows = [row(), row({ ChargePeriodStart: '2024-10-01T00:00:00Z' }), row({ ServiceName: 'S3' })];
    const one = importText(file(...rows), { grain: 'month' });
    const other = importText(file(...rows.toReversed()), { grain: 'month' });
    expect(other.usage).toEqual(one.usage);
    // S3 has no row in October: a period without use.
    expect(
      usageSeries(one.usage, 'service').map(({ id, points }) => [id, points.map(({ value }) => value)]),
    ).toEqual([
      ['EC2 [Hours]', [2.5, 2.5]],
      ['S3 [Hours]', [2.5, 0]],
    ]);
  });
});

describe('other exports', () => {
  it('are read through a mapping: a cost and usage report', () => {
    const { usage, setAside } = importText(
      'lineItem/UsageStartDate,lineItem/LineItemType,product/ProductName,product/region,pricing/unit,lineItem/UsageAmount,lineItem/UnblendedCost,lineItem/CurrencyCode\n' +
        '2024-09-01T00:00:00Z,DiscountedUsage,EC2,us-east-1,Hrs,3,0.5,USD\n2024-09-01T00:00:00Z,RIFee,EC2,us-east-1,Hrs,720,90,USD\n',
      { mapping: 'aws-cur' },
    );
    expect(usage[0]).toMatchObject({ service: 'EC2', quantity: 3, cost: 0.5 });
    expect(Object.fromEntries(setAside)).toEqual({ Purchase: 1 });
  });

  it('are read through a mapping: an Azure export', () => {
    const { usage } = importText(
      'date,meterCategory,resourceLocation,unitOfMeasure,quantity,costInBillingCurrency,billingCurrency,chargeType\n09/18/2024,Virtual Machines,eastus,1 Hour,24,3,EUR,Usage\n',
      { mapping: 'azure-export', grain: 'day' },
    );
    expect(usage[0]).toMatchObject({ period: '2024-09-18', region: 'eastus', quantity: 24, currency: 'EUR' });
  });
});

describe('moments', () => {
  it('are read in every spelling, in UTC', () => {
    const at = (text: string) => {
      const found = readInstant(text);
      return found && [found.year, found.month, found.day, found.hour];
    };
    expect(at('2024-09-18 22:00:00')).toEqual([2024, 9, 18, 22]);
    expect(at('2024-12-31T23:30:00-01:00')).toEqual([2025, 1, 1, 0]);
    expect(at('2024-03-01T00:15:00+0530')).toEqual([2024, 2, 29, 18]);
    expect(at('2024-02-30')).toBeUndefined();
    expect(at('yesterday')).toBeUndefined();
  });
});

describe('columns of persons', () => {
  it('are known by name, in any spelling', () => {
    const personal = [
      'Tags',
      'ResourceName',
      'OwnerEmail',
      'user:owner',
      'resourceTags/user:Name',
      'UserName',
      'createdBy user',
    ];
    const harmless = [
      'ServiceName',
      'RegionId',
      'UsageQuantity',
      'SkuId',
      'ConsumedUnit',
      'AvailabilityZone',
      'BilledCost',
    ];
    expect(personal.filter((name) => !isPersonalColumn(name))).toEqual([]);
    expect(harmless.filter(isPersonalColumn)).toEqual([]);
  });
});

const commitments =
  'ContractCommitmentId,ContractCommitmentCategory,ContractCommitmentCost,ContractCommitmentQuantity,ContractCommitmentUnit,ContractCommitmentPeriodStart,ContractCommitmentPeriodEnd,BillingCurrency\n' +
  'a,Spend,120,,,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,USD\nb,Usage,,24,Hours,2026-07-01T00:00:00Z,2028-07-01T00:00:00Z,USD\n';

describe('contract commitments', () => {
  it('are owed evenly over their spans, spend and usage apart', () => {
    const due = commitmentsDue(readCommitments(commitments, 'c.csv').value!, 12 * 2026 + 5, 24);
    const round = (values: Float64Array) => Array.from(values, (value) => Math.round(value * 1e9) / 1e9);
    expect(round(due.get('Spend [USD]')!).slice(0, 9)).toEqual([10, 10, 10, 10, 10, 10, 10, 0, 0]);
    expect(round(due.get('Usage [Hours]')!).slice(0, 3)).toEqual([0, 1, 1]);
  });
});

describe('faults', () => {
  const triggers: Readonly<Record<string, () => readonly { readonly code: string }[]>> = {
    'mapping-field': () =>
      readMapping('field,columns\nperiod_start,A\nquantity,B\nunit,C\nregoin,D\n', 'm.csv').issues,
    'usage-column': () => importText('a,b\n1,2\n').issues.slice(0, 1),
    'telemetry-column': () => {
      const reader = makeTelemetryReader({
        file: 't.csv',
        grain: 'hour',
        fullFrom: 0.95,
        onRejected: () => {},
      });
      reader.push(new TextEncoder().encode('timestamp,uuid,power\n'));
      return reader.end().issues;
    },
    'commitment-column': () =>
      readCommitments(commitments.replace('BillingCurrency', 'Currency'), 'c.csv').issues,
    'commitment-cell': () => readCommitments(commitments.replace(',120,', ',many,'), 'c.csv').issues,
    'pipeline-column': () =>
      readPipeline(pipelineText().replace('Peak_MW__c', 'Peak'), 'p.csv', '2026-02').issues,
    'pipeline-cell': () => readPipeline(pipelineText({ Probability: '150' }), 'p.csv', '2026-02').issues,
    'pipeline-stale': () =>
      readPipeline(pipelineText({ CloseDate: '2025-12-01' }), 'p.csv', '2026-02').issues,
  };

  it('are all in the register', () => {
    expect(Object.keys(triggers).sort()).toEqual(Object.keys(signalCodes).sort());
  });

  it.each(Object.keys(triggers))('%s is raised by its smallest trigger', (code) => {
    expect(triggers[code]!().map((issue) => issue.code)).toEqual([code]);
  });
});
