import { loadHighs } from '../../src/solvers/index.ts';
import { describeSolver } from './contract.ts';

const loading = loadHighs();

describeSolver('HiGHS', () => loading);
