import { describe, expect, it } from 'vitest';
import { clusterLimits } from '../../../src/run/slurm/cluster.ts';
import { programs } from './programs.ts';

const config = (accounting: string) =>
  `echo 'AccountingStorageType   = accounting_storage/${accounting}
MaxArraySize            = 101
MaxJobCount             = 10000'`;
/** Fields: account, partition, MaxSubmitJobs, DefaultQOS; and name, MaxSubmitJobsPerUser. */
const sacctmgr = `case "$*" in
*'show assoc user='*'format=Account,Partition,MaxSubmitJobs,DefaultQOS') echo 'neuro||500|
neuro|short|40|
guest||7|cheap' ;;
*'show qos format=Name,MaxSubmitJobsPerUser') echo 'normal|300
cheap|
debug|2' ;;
*) exit 1 ;;
esac`;

describe('the limits of a user', () => {
  it.each([
    [{ account: 'neuro', partition: 'long' }, 300],
    [{ account: 'neuro', partition: 'short' }, 40],
    [{ account: 'neuro', qos: 'debug' }, 2],
    [{ account: 'neuro', partition: 'long', qos: 'cheap' }, 500],
    [{ account: 'guest' }, 7],
    [{}, 7],
    [{ account: 'unknown' }, 10_000],
  ])('of %o are those of the account and of the quality of service', (submitter, submitted) => {
    programs({ scontrol: config('slurmdbd'), sacctmgr });
    expect(clusterLimits(submitter)).toEqual({ arraySize: 101, submitted });
  });

  it.each([
    ['is off', 'none', sacctmgr],
    ['may not be asked', 'slurmdbd', 'echo "access denied" >&2; exit 1'],
    ['is empty', 'slurmdbd', ''],
    ['answers in another way', 'slurmdbd', 'echo unexpected'],
  ])('are unknown where the accounting %s', (_, kind, script) => {
    programs({ scontrol: config(kind), sacctmgr: script });
    expect(clusterLimits().submitted).toBe(10_000);
  });

  it('are unknown where there is no sacctmgr', () => {
    programs({ scontrol: config('slurmdbd') });
    expect(clusterLimits().submitted).toBe(10_000);
  });

  it('are asked of a machine with Slurm', () => {
    programs({});
    expect(() => clusterLimits()).toThrow('scontrol: expected a machine with Slurm, received none');
  });
});
