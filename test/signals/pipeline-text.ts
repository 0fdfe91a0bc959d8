const usual: Readonly<Record<string, string>> = {
  Id: 'd1',
  AccountName: 'Lab',
  StageName: 'Proposal',
  Probability: '50',
  Amount: '1000000',
  CloseDate: '2026-03-15',
  IsClosed: 'FALSE',
  IsWon: 'FALSE',
  Ramp_Start__c: '2026-06-01',
  Ramp_Months__c: '6',
  Term_Months__c: '60',
  Accelerator_Class__c: 'trainium',
  Region__c: 'us-east',
  Peak_MW__c: '10',
};

/** A pipeline with a deal for each set of changed cells. */
export function pipelineText(...deals: Readonly<Record<string, string>>[]): string {
  const names = Object.keys(usual);
  const rows = (deals.length > 0 ? deals : [{}]).map((cells: Readonly<Record<string, string>>) =>
    names.map((name) => cells[name] ?? usual[name]).join(','),
  );
  return `${names.join(',')}\n${rows.join('\n')}\n`;
}
