import LeadrDomain
import LeadrServices
import LeadrState
import LeadrStore

/// Shows a board to people.
enum BoardText {
    static func text(_ picture: BoardPicture) -> String {
        let board = picture.view.board
        var table = TextTable("BOARD", board.id.wire)
        table.add("name", board.name)
        table.add("short code", board.shortCode)
        table.add("account", board.accountID.wire)
        table.add("type", board.boardType.wire)
        table.add("order", order(board.ranking))
        table.add("unique names", board.uniquePlayerNames ? "yes" : "no")
        table.add("window", window(board))
        if let ratio = picture.view.ratio {
            table.add("numerator", ratio.numeratorBoardID.wire)
            table.add("denominator", ratio.denominatorBoardID.wire)
        }
        if let pending = board.pendingRanking { table.add("pending", "\(order(pending)), for \(Shown.age(picture.pendingAge))") }
        table.add("index", index(picture.index))
        return table.text + "\n\n" + pools(picture)
    }

    private static func pools(_ picture: BoardPicture) -> String {
        var table = TextTable("POOL", ">RANKED", ">UNRANKED", ">HIDDEN", ">EVENTS", ">REJECTED", ">FLAGGED", ">IN INDEX", "INDEX")
        for pool in RankPool.allCases {
            let figures = pool.isTest ? picture.figures.test : picture.figures.production
            let (rows, answer) = describe(picture.answers[pool])
            table.add(
                pool.isTest ? "test" : "production",
                "\(figures.ranked)",
                "\(figures.unranked)",
                "\(figures.hidden)",
                "\(figures.accepted)",
                "\(figures.rejected)",
                "\(figures.flagged)",
                rows,
                answer
            )
        }
        return table.text
    }

    private static func order(_ ranking: BoardRanking) -> String {
        "\(ranking.sortDirection.wire), keeps \(ranking.keepStrategy.wire), equal values: \(ranking.tiePolicy.wire)"
    }

    private static func window(_ board: Board) -> String {
        let times = "\(Shown.time(board.startsAt)) to \(Shown.time(board.endsAt))"
        return board.isActive ? times : times + ", not active"
    }

    private static func index(_ state: RankBoardState) -> String {
        let live = state.liveGeneration.map { "generation \($0) is live" } ?? "none is live"
        return live + (state.buildingGeneration.map { ", \($0) is being built" } ?? "")
    }

    private static func describe(_ answer: BoardPicture.Answer?) -> (rows: String, answer: String) {
        switch answer {
        case .ready(let rows): ("\(rows)", "answers")
        case .notReady(.missing): ("-", "missing")
        case .notReady(.unconfirmed): ("-", "not confirmed")
        case nil: ("-", "")
        }
    }
}
