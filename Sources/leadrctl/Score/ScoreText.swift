import LeadrDomain
import LeadrServices
import LeadrStore

/// Shows an explanation to people.
enum ScoreText {
    static func text(_ explanation: ScoreExplanation, limit: Int) -> String {
        let row = explanation.row
        var head = TextTable("SCORE", ScoreID(row.id).wire)
        head.add("board", "\(explanation.board.name) (\(row.boardID)), \(row.isTest ? "test" : "production") pool")
        head.add("player", "\(row.playerName) (\(row.identityID))")
        head.add("value", row.value.map { ScoreExplanation.number($0) + (row.valueDisplay.map { ", shown as \($0)" } ?? "") } ?? "-")
        head.add("standing", explanation.standing)
        head.add("rule", explanation.rule)
        head.add("row", "version \(row.version), created \(row.createdAt.rfc3339), updated \(row.updatedAt.rfc3339)")
        return ([head.text] + [sources(explanation), events(explanation, limit: limit)].compactMap { $0 }).joined(separator: "\n\n")
    }

    private static func sources(_ explanation: ScoreExplanation) -> String? {
        guard !explanation.evidence.sources.isEmpty else { return nil }
        var table = TextTable("SOURCE", "BOARD", ">VALUE", "SCORE")
        for (name, source) in zip(["numerator", "denominator"], explanation.evidence.sources) {
            let value = source.state?.deletedAt == nil ? source.state?.value : nil
            let score = source.state.map { ScoreID($0.id.uuid).wire + ($0.deletedAt == nil ? "" : " (deleted)") }
            table.add(name, "\(source.boardName) (\(source.boardID))", value.map(ScoreExplanation.number) ?? "-", score ?? "no row")
        }
        return table.text
    }

    private static func events(_ explanation: ScoreExplanation, limit: Int) -> String? {
        guard explanation.board.boardType != .ratio else { return nil }
        let shown = explanation.shown(limit: limit)
        guard !shown.isEmpty else { return "no events" }
        let isCounter = explanation.board.boardType == .counter
        var table = TextTable("", "AT", "EVENT", isCounter ? ">DELTA" : ">VALUE", isCounter ? ">SUM" : "", "PLAYER NAME", "VERDICT")
        for step in shown {
            table.add(
                step.isSelected ? "*" : "",
                step.event.acceptedAt.rfc3339,
                step.event.id.wire,
                ScoreExplanation.number(step.event.payload.value),
                step.sum?.text ?? "",
                Shown.start(step.event.playerName, 40),
                verdict(step)
            )
        }
        let left = explanation.steps.count - shown.count
        return table.text + "\n* is shown" + (left > 0 ? "; \(Shown.count(left, "older event")) left out, see --limit" : "")
    }

    private static func verdict(_ step: ScoreExplanation.Step) -> String {
        let verdict =
            switch step.verdict {
            case .accepted: "accepted"
            case .rejected(let reason): "rejected: \(reason)"
            case .hidden: "hidden"
            }
        let flags = step.flags.map { flag in
            let details = String(decoding: flag.metadata, as: UTF8.self)
            return "\(flag.flagType.wire) \(flag.status.wire)" + (details == "{}" ? "" : " \(details)")
        }
        return ([verdict] + flags).joined(separator: "; ")
    }
}
