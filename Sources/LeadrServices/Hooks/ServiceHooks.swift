import LeadrDomain

/// What an installation adds to the API in code of its own: quotas, billing, notices (`contract/platform.md §8.7`, `docs/hooks.md`).
///
/// Every method has a default that does nothing. Those named `before…` run once the caller is known and the body fits its schema; what they throw is the
/// answer, a `DomainError` with its own status and text, or a ``HookRefusal`` with any. Those named `after…` run once the thing exists and cannot undo it; the response waits for
/// them, so that slow work belongs on the queue.
public protocol ServiceHooks: Sendable {
    /// Before a game is created.
    ///
    /// - Throws: What is to be answered instead.
    func beforeCreatingGame(_ draft: GameDraft, by principal: AdminPrincipal, _ work: BackgroundWork) async throws

    /// After a game was created.
    func afterCreatingGame(_ game: Game, by principal: AdminPrincipal, _ work: BackgroundWork) async

    /// Before a board is created by an administrator.
    ///
    /// - Throws: What is to be answered instead.
    func beforeCreatingBoard(_ draft: BoardDraft, by principal: AdminPrincipal, _ work: BackgroundWork) async throws

    /// After a board was created by an administrator.
    func afterCreatingBoard(_ board: BoardView, by principal: AdminPrincipal, _ work: BackgroundWork) async

    /// Before a submission that nothing is wrong with is queued; its nonce is consumed already.
    ///
    /// - Throws: What is to be answered instead; no trace of the submission is left then.
    func beforeSubmission(_ draft: SubmissionDraft, by client: ClientPrincipal, _ work: BackgroundWork) async throws

    /// After a submission was queued, or ranked when the client waited for that.
    func afterSubmission(_ draft: SubmissionDraft, answer: SubmissionAnswer, by client: ClientPrincipal, _ work: BackgroundWork) async

    /// Before a board template is created.
    ///
    /// - Throws: What is to be answered instead.
    func beforeCreatingTemplate(_ draft: BoardTemplateDraft, by principal: AdminPrincipal, _ work: BackgroundWork) async throws

    /// Before a board template is changed or deleted.
    ///
    /// - Parameters:
    ///   - account: Account of the stored template, which is not the caller's when a superadmin calls.
    ///   - change: What is to change.
    ///   - principal: Who calls.
    ///   - work: Runs what is put on it after the response.
    /// - Throws: What is to be answered instead.
    func beforeChangingTemplate(
        of account: AccountID,
        _ change: BoardTemplateChange,
        by principal: AdminPrincipal,
        _ work: BackgroundWork
    ) async throws

    /// After somebody registered, with or without a jam code.
    func afterCompletingRegistration(_ registration: CompletedRegistration, _ work: BackgroundWork) async

    /// On every request to a client route except session start, and to an admin route; the caller is known, save for a session refresh.
    ///
    /// - Throws: What is to be answered instead, usually ``DomainError/tooManyRequests(_:retryAfter:)``.
    func limit(_ request: RequestDescription) async throws
}

extension ServiceHooks {
    /// Allows everything.
    public func beforeCreatingGame(_ draft: GameDraft, by principal: AdminPrincipal, _ work: BackgroundWork) async throws {}
    /// Does nothing.
    public func afterCreatingGame(_ game: Game, by principal: AdminPrincipal, _ work: BackgroundWork) async {}
    /// Allows everything.
    public func beforeCreatingBoard(_ draft: BoardDraft, by principal: AdminPrincipal, _ work: BackgroundWork) async throws {}
    /// Does nothing.
    public func afterCreatingBoard(_ board: BoardView, by principal: AdminPrincipal, _ work: BackgroundWork) async {}
    /// Allows everything.
    public func beforeSubmission(_ draft: SubmissionDraft, by client: ClientPrincipal, _ work: BackgroundWork) async throws {}
    /// Does nothing.
    public func afterSubmission(_ draft: SubmissionDraft, answer: SubmissionAnswer, by client: ClientPrincipal, _ work: BackgroundWork) async {}
    /// Allows everything.
    public func beforeCreatingTemplate(_ draft: BoardTemplateDraft, by principal: AdminPrincipal, _ work: BackgroundWork) async throws {}
    /// Allows everything.
    public func beforeChangingTemplate(
        of account: AccountID,
        _ change: BoardTemplateChange,
        by principal: AdminPrincipal,
        _ work: BackgroundWork
    ) async throws {}
    /// Does nothing.
    public func afterCompletingRegistration(_ registration: CompletedRegistration, _ work: BackgroundWork) async {}
    /// Allows everything.
    public func limit(_ request: RequestDescription) async throws {}
}
