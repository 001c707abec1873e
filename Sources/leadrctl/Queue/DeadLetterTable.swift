import JobQueue
import LeadrServices

/// Shows dead letters to people.
enum DeadLetterTable {
    static func text(_ letters: [DeadLetterRecord]) -> String {
        guard !letters.isEmpty else { return "no dead letters" }
        var table = TextTable("ID", "QUEUE", "DIED", "KEPT IN", ">DELIVERIES", "REASON")
        for letter in letters {
            table.add(letter.id, name(letter), Shown.time(letter.diedAt), letter.store.rawValue, "\(letter.deliveries)", Shown.start(letter.reason))
        }
        return table.text
    }

    static func text(_ report: DeadLetterReport) -> String {
        guard !report.letters.isEmpty else { return "no dead letters fit" }
        let done = report.action == .retry ? "retried" : "dropped"
        var table = TextTable("ID", "QUEUE", "DIED", "REASON", "RESULT")
        for letter in report.letters {
            let result = report.isDryRun ? "would be \(done)" : report.changed.contains(letter.id) ? done : "left alone"
            table.add(letter.id, name(letter), Shown.time(letter.diedAt), Shown.start(letter.reason), result)
        }
        let sum =
            report.isDryRun
            ? "\(Shown.count(report.letters.count, "dead letter")) would be \(done); nothing was changed: add --apply"
            : "\(Shown.count(report.changed.count, "dead letter")) \(done)"
        return table.text + "\n" + sum + (report.hasMore ? "\nmore of them fit: run it again" : "")
    }

    private static func name(_ letter: DeadLetterRecord) -> String { letter.queue?.description ?? "unknown" }
}
