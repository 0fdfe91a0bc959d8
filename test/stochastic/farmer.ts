import type { SmpsFiles } from '../../src/stochastic/index.ts';

/**
 * The farmer's problem: 500 acres of wheat, corn and sugar beets before yields are known, which are 0.8, 1 or 1.2 times the
 * mean. Optimum -108,390 with 170, 80 and 250 acres; wait and see -115,406; the plan for mean yields costs -107,240
 * (Birge & Louveaux, Introduction to Stochastic Programming, 2nd ed., section 1.1). Written for these tests from the book's table.
 */
export const farmerOptimum = -108390;
export const farmerWaitAndSee = -115405.56;
export const farmerMeanPlan = -107240;

const core = `NAME          FARMER
ROWS
 N  COST
 L  LAND
 G  WHEAT
 G  CORN
 L  BEETS
COLUMNS
    X1        COST           150.0   LAND             1.0
    X1        WHEAT            2.5
    X2        COST           230.0   LAND             1.0
    X2        CORN             3.0
    X3        COST           260.0   LAND             1.0
    X3        BEETS          -20.0
    BUY1      COST           238.0   WHEAT            1.0
    SELL1     COST          -170.0   WHEAT           -1.0
    BUY2      COST           210.0   CORN             1.0
    SELL2     COST          -150.0   CORN            -1.0
    SELL3     COST           -36.0   BEETS            1.0
    SELL4     COST           -10.0   BEETS            1.0
RHS
    RHS       LAND           500.0   WHEAT          200.0
    RHS       CORN           240.0
BOUNDS
 UP BND       SELL3         6000.0
ENDATA
`;

const time = `TIME          FARMER
PERIODS       LP
    X1        LAND                     SOW
    BUY1      WHEAT                    REAP
ENDATA
`;

const stochastic = `STOCH         FARMER
SCENARIOS     DISCRETE
 SC BELOW     ROOT      0.3333333333333333   REAP
    X1        WHEAT            2.0
    X2        CORN             2.4
    X3        BEETS          -16.0
 SC MEAN      ROOT      0.3333333333333333   REAP
 SC ABOVE     ROOT      0.3333333333333333   REAP
    X1        WHEAT            3.0   CORN             0.0
    X2        CORN             3.6
    X3        BEETS          -24.0
ENDATA
`;

export const farmer: SmpsFiles = {
  core: { file: 'farmer.cor', text: core },
  time: { file: 'farmer.tim', text: time },
  stochastic: { file: 'farmer.sto', text: stochastic },
};
