NAME one_of_everything
OBJSENSE
    MAX
ROWS
 N obj
 L build[ohio,2027Q1]
 G range
 E balance
 G serve
 N free
COLUMNS
 power[ohio,2027Q1] obj 3
 power[ohio,2027Q1] build[ohio,2027Q1] 1
 power[ohio,2027Q1] range 1
 power[ohio,2027Q1] balance -0.5
 marker 'MARKER' 'INTORG'
 phase[ohio-2] obj -2.5
 phase[ohio-2] build[ohio,2027Q1] -10
 lots[ownchip] obj 1
 lots[ownchip] range 2
 lots[ownchip] serve 1
 lots[ownchip] free 1
 marker 'MARKER' 'INTEND'
 take obj -1
 take range 1
 take serve 1
 cash obj -0.125
 cash balance 1
 debt balance 1
 2fixed balance 1
 e1 obj 1
RHS
 rhs obj -100
 rhs range 10
 rhs balance 7
 rhs serve 3
RANGES
 rng range 50
BOUNDS
 UP bnd power[ohio,2027Q1] 40
 UP bnd phase[ohio-2] 4
 UP bnd lots[ownchip] 9
 LO bnd take 2
 SC bnd take 8
 FR bnd cash
 LO bnd debt -5
 UP bnd debt -1
 FX bnd 2fixed 3
 MI bnd e1
 UP bnd e1 6
ENDATA
