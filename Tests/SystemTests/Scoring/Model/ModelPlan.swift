/// What a sequence does, drawn from its seed before it begins, so that nothing that happens can change it.
struct ModelPlan: Sendable {
    let seed: UInt64
    /// A ratio board comes last, after the boards it divides.
    let boards: [OracleBoard]
    let hasUniqueNames: Bool
    /// Numbers of players of the world.
    let players: [Int]
    /// One after the other; the operations of a step run at the same time.
    let steps: [[ModelOperation]]

    /// Whether workers are killed.
    let kills: Bool

    init(seed: UInt64, players available: Int) {
        self.seed = seed
        kills = seed.isMultiple(of: 16)
        var dice = ModelDice(seed: seed)
        let isRatio = dice.isLucky(30)
        boards =
            isRatio
            ? [dice.source([.identity, .counter]), dice.source([.identity, .counter]), dice.ratioBoard()]
            : [dice.source([.identity, .identity, .runs, .runs, .counter])]
        hasUniqueNames = !isRatio && dice.isLucky(25)
        var cast: [Int] = []
        while cast.count < 6 + dice.below(4) { cast.append((cast.last ?? dice.below(available)) + 1) }
        players = cast.map { $0 % available }
        let sources = 0..<(isRatio ? 2 : 1)
        let drawn = Self.steps(boards, sources, players, kills: kills, &dice)
        // Which name a row shows after a restore depends on who holds it by then, and that is not modelled.
        steps = hasUniqueNames ? drawn.map { $0.filter(\.leavesNames) } : drawn
    }

    private static func steps(_ boards: [OracleBoard], _ sources: Range<Int>, _ players: [Int], kills: Bool, _ dice: inout ModelDice)
        -> [[ModelOperation]]
    {
        func burst(_ count: Int) -> ModelOperation {
            .submit((0..<count).map { _ in dice.submission(to: sources, { boards[$0].kind }, players: players) })
        }
        var steps = [[burst(5 + dice.below(4))]]
        for _ in 0..<(7 + dice.below(4)) {
            steps.append(
                (0..<(1 + dice.below(3))).map { _ in
                    switch dice.below(100) {
                    case ..<40: burst(1 + dice.below(3))
                    case ..<52: .redeliver((0...dice.below(3)).map { _ in dice.below(1000) })
                    case ..<68: .flag(board: dice.one(of: Array(sources)), pick: dice.below(1000), dice.flag())
                    case ..<82: .review(pick: dice.below(1000), dice.review())
                    case ..<94: Self.change(of: boards, &dice)
                    default: .read(board: dice.below(boards.count), isTest: dice.isLucky(40))
                    }
                }
            )
        }
        if kills {
            for kind in [ProcessKind.ranking, .boardState] { steps[1 + dice.below(steps.count - 1)].append(.kill(kind)) }
        }
        return steps
    }

    private static func change(of boards: [OracleBoard], _ dice: inout ModelDice) -> ModelOperation {
        let board = dice.below(boards.count)
        return .change(board: board, dice.change(of: boards[board]))
    }
}
