/// Decides which failures of a task that runs too often to be recorded are worth a row of the history. No I/O.
///
/// The first after a success, or of a leader; while it goes on, another one when its text changes, and one a day. Never more than one a minute.
struct FailureNotes: Sendable {
    static let pause = Duration.seconds(60)
    static let reminder = Duration.seconds(86_400)

    private struct Note {
        var text: String
        var term: Int64
        var time: ContinuousClock.Instant
    }

    private var last: Note?
    private var isFailing = false

    /// Whether a failure is worth a row.
    func isNews(_ text: String, term: Int64, at now: ContinuousClock.Instant) -> Bool {
        guard let last, last.term == term else { return true }
        let age = last.time.duration(to: now)
        guard age >= Self.pause else { return false }
        return !isFailing || last.text != text || age >= Self.reminder
    }

    /// Remembers a failure that was written down.
    mutating func wrote(_ text: String, term: Int64, at now: ContinuousClock.Instant) {
        last = Note(text: text, term: term, time: now)
        isFailing = true
    }

    /// Remembers a success, also of a run that an operator asked for.
    mutating func succeeded() {
        isFailing = false
    }
}
