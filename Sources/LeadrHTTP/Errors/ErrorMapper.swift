import HTTPTypes
import Hummingbird
import LeadrDomain
import LeadrServices
import Logging

/// Turns errors into answers: the contract's texts for what a client did, a bare 500 for what we did (`contract/platform.md §1`).
struct ErrorMapper: Sendable {
    /// Whether the text of an unexpected error is shown (`DEBUG`).
    let showsDetails: Bool

    func response(to error: any Error, context: LeadrContext) -> Response {
        switch error {
        case let failure as HTTPFailure:
            return failure.response
        case let refusal as HookRefusal:
            return .failure(HTTPResponse.Status(code: refusal.status), refusal.text)
        case let failure as ValidationFailure:
            return .json(.unprocessableContent, failure.encoded())
        default:
            guard let domain = FailureClassifier.domainError(for: error) else { return unexpected(error, context) }
            if case .unavailable = domain { context.log.warning("A dependency failed", metadata: ["error": "\(error)"]) }
            return domain.response
        }
    }

    private func unexpected(_ error: any Error, _ context: LeadrContext) -> Response {
        if let framework = error as? any HTTPResponseError, framework.status.code < 500 {
            return framework.status == .notFound ? .notFound : .failure(framework.status, framework.status.reasonPhrase)
        }
        context.log.error("A request failed unexpectedly", metadata: ["error": "\(error)"])
        return .failure(.internalServerError, showsDetails ? "\(error)" : "Internal server error")
    }
}
