import Testing

@testable import Scheduling

@Suite struct FailureNotesTests {
    private let start = ContinuousClock.now

    private func isNews(_ notes: FailureNotes, _ text: String = "away", term: Int64 = 1, after seconds: Int) -> Bool {
        notes.isNews(text, term: term, at: start + .seconds(seconds))
    }

    private func written() -> FailureNotes {
        var notes = FailureNotes()
        notes.wrote("away", term: 1, at: start)
        return notes
    }

    @Test func `the first failure is news, the same one for a day is not`() {
        #expect(isNews(FailureNotes(), after: 0))
        #expect(!isNews(written(), after: 1) && !isNews(written(), after: 86_399))
        #expect(isNews(written(), after: 86_400))
    }

    @Test func `another text is news, at most once a minute`() {
        #expect(!isNews(written(), "refused", after: 59))
        #expect(isNews(written(), "refused", after: 60))
    }

    @Test func `a failure after a success is news, at most once a minute`() {
        var notes = written()
        notes.succeeded()
        #expect(!isNews(notes, after: 59))
        #expect(isNews(notes, after: 60))
    }

    @Test func `what another leader wrote is news of this one`() {
        #expect(isNews(written(), term: 2, after: 1))
    }
}
