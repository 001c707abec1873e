import LeadrDomain

/// The hooks of an installation with the queue they may use. Services hold it as an optional, so that an installation without hooks pays nothing.
public struct InstalledHooks: Sendable {
    private let work: BackgroundWork
    private let hooks: any ServiceHooks

    /// Installs hooks.
    ///
    /// - Parameter work: Runs what they leave for after the response.
    public init(_ hooks: any ServiceHooks, work: BackgroundWork) {
        self.hooks = hooks
        self.work = work
    }

    /// See ``ServiceHooks/afterCompletingRegistration(_:_:)``.
    public func afterCompletingRegistration(_ registration: CompletedRegistration) async {
        await hooks.afterCompletingRegistration(registration, work)
    }

    /// See ``ServiceHooks/limit(_:)``.
    public func limit(_ request: RequestDescription) async throws {
        try await hooks.limit(request)
    }

    func beforeCreatingGame(_ draft: GameDraft, by principal: AdminPrincipal) async throws {
        try await hooks.beforeCreatingGame(draft, by: principal, work)
    }

    func afterCreatingGame(_ game: Game, by principal: AdminPrincipal) async {
        await hooks.afterCreatingGame(game, by: principal, work)
    }

    func beforeCreatingBoard(_ draft: BoardDraft, by principal: AdminPrincipal) async throws {
        try await hooks.beforeCreatingBoard(draft, by: principal, work)
    }

    func afterCreatingBoard(_ board: BoardView, by principal: AdminPrincipal) async {
        await hooks.afterCreatingBoard(board, by: principal, work)
    }

    func beforeSubmission(_ draft: SubmissionDraft, by client: ClientPrincipal) async throws {
        try await hooks.beforeSubmission(draft, by: client, work)
    }

    func afterSubmission(_ draft: SubmissionDraft, answer: SubmissionAnswer, by client: ClientPrincipal) async {
        await hooks.afterSubmission(draft, answer: answer, by: client, work)
    }

    func beforeCreatingTemplate(_ draft: BoardTemplateDraft, by principal: AdminPrincipal) async throws {
        try await hooks.beforeCreatingTemplate(draft, by: principal, work)
    }

    func beforeChangingTemplate(of account: AccountID, _ change: BoardTemplateChange, by principal: AdminPrincipal) async throws {
        try await hooks.beforeChangingTemplate(of: account, change, by: principal, work)
    }
}
