/** Demand by segment: a path, a shock that reverts, elasticity to price, and the work that waits. */
export const demand = `
module demand "What customers would take at the going price, by segment"

dimension segment segments "A kind of demand that values work in its own way"

choice segment.rule[segment] : price-performance | outright-performance | locked default price-performance "How its buyers select a chip"
choice segment.stack[segment] : cuda | neuron | xla | rocm | arm | x86 default cuda "The software stack its work is written for"
input once segment.threshold[segment] : ratio default 80% "For outright-performance: the least share of the best available chip's performance it accepts"
input once segment.switching[segment] : ratio default 15% "For price-performance: the discount at which its buyers leave their own stack"
input segment.volume[segment] : work/year "Work wanted at the reference price"
input segment.price[segment] : $/work "Price of one unit of work at full list on the home stack"
input segment.reference_price[segment] : $/work default 0 $/work "Price at which the volume was forecast; 0 means the price itself"
input once segment.elasticity[segment] : ratio default 0 "Percent of volume lost per percent of price above the reference"
input once segment.volatility[segment] : ratio default 0% "Standard deviation of a year's demand shock, in log terms"
input once segment.reversion[segment] : ratio default 10% "Share of the demand shock that fades in a period"
input once segment.price_beta[segment] : ratio default 0 "How much of the market price shock reaches this segment"
input once segment.patience[segment] : ratio default 0% "Share of unserved work that waits for the next period"
input once segment.transfer[segment] : ratio default 0% "Share of its revenue that is internal and not reported"
input segment.other_revenue[segment] : ratio default 0% "Revenue from services beside the chips, per dollar of chip revenue"
input once market.price_volatility : ratio default 0% "Standard deviation of a year's market price shock, in log terms"
input once market.price_reversion : ratio default 10% "Share of the market price shock that fades in a period"
input segment.path_loading_1[segment] : ratio default 0 "Log of demand over its planned path per unit of the first score: how the joint paths of its signals move together over time"
input segment.path_loading_2[segment] : ratio default 0 "The same for the second score"
input segment.path_loading_3[segment] : ratio default 0 "The same for the third score"
input once segment.path_score_1[segment] : ratio default 0 "Which of the signals' joint paths it is, first score: a standard normal driver"
input once segment.path_score_2[segment] : ratio default 0 "The same, second score"
input once segment.path_score_3[segment] : ratio default 0 "The same, third score"
noise segment.demand_noise[segment] "Fresh demand news of the period"
noise market.price_noise "Fresh market price news of the period"

demand_shock[segment] : ratio "Log of demand over its planned path: news adds, time fades it"
  = lag(demand_shock) * (1 - segment.reversion) + segment.volatility * sqrt(1 period / 1 year) * segment.demand_noise
path_shift[segment] : ratio "Log of demand over its planned path on this one of its signals' joint paths"
  = segment.path_loading_1 * segment.path_score_1 + segment.path_loading_2 * segment.path_score_2 + segment.path_loading_3 * segment.path_score_3
price_shock : ratio "Log of market price over its planned path"
  = lag(price_shock) * (1 - market.price_reversion) + market.price_volatility * sqrt(1 period / 1 year) * market.price_noise
price[segment] : $/work "What one unit of work sells for at full list, market shock included"
  = segment.price * exp(segment.price_beta * price_shock)
price_ratio[segment] : ratio "Price over the price at which the volume was forecast"
  = where(segment.reference_price > 0, ratio(price, segment.reference_price), exp(segment.price_beta * price_shock))
new_demand[segment] : work/period "Work asked for in the period: path, shock and elasticity"
  = segment.volume * exp(demand_shock + path_shift) * max(price_ratio, 0.000001) ^ (-segment.elasticity)
open_demand[segment] : work/period "Work asked for beside contracts, with what waited from the period before"
  = new_demand + lag(unserved) * segment.patience
`;
