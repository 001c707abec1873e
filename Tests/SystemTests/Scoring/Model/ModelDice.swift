import ByteJSON

/// Draws the parts of a sequence.
struct ModelDice: Sendable {
    private var random: SeededRandom
    private var submissions = 0

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    /// True in so many of a hundred cases.
    mutating func isLucky(_ percent: Int) -> Bool { below(100) < percent }

    mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

    // MARK: - Boards

    /// A board that takes submissions.
    mutating func source(_ kinds: [OracleBoard.Kind]) -> OracleBoard {
        let kind = one(of: kinds)
        let keep = kind == .identity ? self.keep() : .none
        return OracleBoard(kind: kind, keep: keep, isDescending: isLucky(60), ties: one(of: OracleBoard.Ties.allCases))
    }

    mutating func ratioBoard() -> OracleBoard {
        OracleBoard(kind: .ratio, isDescending: isLucky(60), ties: one(of: OracleBoard.Ties.allCases), ratio: ratio())
    }

    private mutating func keep() -> OracleBoard.Keep { one(of: [.first, .best, .latest]) }

    private mutating func ratio() -> OracleRatio {
        OracleRatio(
            zeroPolicy: one(of: ["NULL", "ZERO", "INFINITY"]),
            minDenominator: one(of: [0, 0, 1, 2.5]),
            minNumerator: one(of: [0, 0, -5, 1]),
            scale: one(of: [1, 100, 1_000_000]),
            isPercent: isLucky(50),
            decimals: below(5)
        )
    }

    // MARK: - Operations

    /// A change that means something to a board.
    mutating func change(of board: OracleBoard) -> ModelChange {
        var change = ModelChange()
        if isLucky(45) { change.isDescending = isLucky(50) }
        if board.kind == .identity, isLucky(60) { change.keep = keep() }
        if board.kind == .ratio, isLucky(60) { change.ratio = ratio() }
        if isLucky(40) || change.body(sources: []) == [:] { change.ties = one(of: OracleBoard.Ties.allCases) }
        return change
    }

    mutating func flag() -> ModelFlag {
        ModelFlag(
            status: one(of: [nil, "removed"] + ModelFlag.statuses),
            type: one(of: [nil, "manual", "cluster"]),
            confidence: one(of: [nil, "high", "low"])
        )
    }

    mutating func review() -> ModelReview {
        if isLucky(20) { return .delete }
        return isLucky(10) ? .notes : .status(one(of: ModelFlag.statuses))
    }

    /// Small values, so that many are equal.
    mutating func submission(to boards: Range<Int>, _ kind: (Int) -> OracleBoard.Kind, players: [Int]) -> ModelSubmission {
        submissions += 1
        let board = one(of: Array(boards))
        let player = one(of: players)
        let (waits, isRepeated) = (isLucky(25), isLucky(25))
        return ModelSubmission(
            number: submissions,
            board: board,
            player: player,
            isTest: isLucky(40),
            value: kind(board) == .counter && isLucky(40) ? one(of: [0.1, -0.3, 0.7, 1e-9, 12.25]) : one(of: [-2, -1, 0, 1, 2, 3, 3, 4, 2.5]),
            name: name(player, maybeEmpty: !waits && !isRepeated),
            display: isLucky(50) ? "\(submissions) pts" : nil,
            metadata: metadata(maybeNull: !waits && !isRepeated),
            waits: waits,
            repetitions: isRepeated ? below(3) : nil
        )
    }

    /// Mostly the player's own; an empty one stands for the display name, which only a receipt tells.
    private mutating func name(_ player: Int, maybeEmpty: Bool) -> String {
        if maybeEmpty, isLucky(10) { return "" }
        return isLucky(75) ? "Player \(player)" : one(of: ["Ada", " ada ", "ADA", "Zoë 🏁", " "])
    }

    /// Distinct where the event of a submission may have to be found by it.
    private mutating func metadata(maybeNull: Bool) -> JSONValue {
        let number = JSONValue.integer(Int64(submissions))
        let values: [JSONValue] = [
            ["run": number], ["run": number, "deep": ["list": [1, .null, true, 0.5], "text": "ü \"q\" 🏁"]], [number, "a"],
            .string("run \(submissions)"), number,
        ]
        return maybeNull && isLucky(30) ? .null : one(of: values)
    }
}
