import LeadrDomain
import LeadrServices
import Synchronization

/// Hooks that note their calls and refuse what a test names.
final class RecordingHooks: ServiceHooks {
    private struct Notes {
        var calls: [String] = []
        var requests: [RequestDescription] = []
        var refusals: [String: any Error] = [:]
    }

    private let notes = Mutex(Notes())

    /// What was called, with what identifies its argument, in order.
    var calls: [String] { notes.withLock { $0.calls } }
    /// Requests that the limit was asked about.
    var requests: [RequestDescription] { notes.withLock { $0.requests } }

    /// Refuses calls of a name from now on; nil allows them again.
    func refuse(_ call: String, with error: (any Error)?) {
        notes.withLock { $0.refusals[call] = error }
    }

    /// Forgets the calls.
    func forget() {
        notes.withLock { $0.calls = [] }
    }

    private func note(_ call: String, _ detail: String) {
        notes.withLock { $0.calls.append("\(call) \(detail)") }
    }

    private func ask(_ call: String, _ detail: String, _ work: BackgroundWork) throws {
        note(call, detail)
        work.add(call) { self.note("later", call) }
        if let error = notes.withLock({ $0.refusals[call] }) { throw error }
    }

    func beforeCreatingGame(_ draft: GameDraft, by principal: AdminPrincipal, _ work: BackgroundWork) async throws {
        try ask("beforeGame", draft.name, work)
    }

    func afterCreatingGame(_ game: Game, by principal: AdminPrincipal, _ work: BackgroundWork) async { note("afterGame", game.slug) }

    func beforeCreatingBoard(_ draft: BoardDraft, by principal: AdminPrincipal, _ work: BackgroundWork) async throws {
        try ask("beforeBoard", draft.name, work)
    }

    func afterCreatingBoard(_ board: BoardView, by principal: AdminPrincipal, _ work: BackgroundWork) async { note("afterBoard", board.board.slug) }

    func beforeSubmission(_ draft: SubmissionDraft, by client: ClientPrincipal, _ work: BackgroundWork) async throws {
        try ask("beforeSubmission", "\(draft.value)", work)
    }

    func afterSubmission(_ draft: SubmissionDraft, answer: SubmissionAnswer, by client: ClientPrincipal, _ work: BackgroundWork) async {
        switch answer {
        case .receipt: note("afterSubmission", "receipt \(draft.value)")
        case .ranked(let view, _): note("afterSubmission", "rank \(view.rank)")
        }
    }

    func beforeCreatingTemplate(_ draft: BoardTemplateDraft, by principal: AdminPrincipal, _ work: BackgroundWork) async throws {
        try ask("beforeTemplate", draft.name, work)
    }

    func beforeChangingTemplate(
        of account: AccountID,
        _ change: BoardTemplateChange,
        by principal: AdminPrincipal,
        _ work: BackgroundWork
    ) async throws {
        try ask("beforeTemplateChange", account.wire, work)
    }

    func limit(_ request: RequestDescription) async throws {
        notes.withLock { $0.requests.append(request) }
        if let error = notes.withLock({ $0.refusals["limit"] }) { throw error }
    }
}
