import HTTPTypes
import Hummingbird
import LeadrDomain
import LeadrServices

/// Signing up, open to everybody whichever half of the API is on (`contract/platform.md §4.1`).
struct RegistrationRoutes {
    let registration: RegistrationService
    /// Requests per address, all four routes together.
    let limit: AddressLimit
    let bodyLimit: Int

    func register(in table: inout RouteTable) {
        code("Send a verification code to an address", "/register/initiate", .created, in: &table)
        code("Send another verification code to an address", "/register/resend-code", .ok, in: &table)
        let verify = Self.operation("Exchange a code for a token").body(VerificationDraft.init).answers(.ok, .verifiedAddress)
        table.on(.post, "/register/verify", verify) { request, context in
            let draft = try await read(request, context, VerificationDraft.init)
            return .json(.ok, try await registration.verify(draft).encoded())
        }
        let complete = Self.operation("Open an account, or accept an invitation").body(CompletionDraft.init)
            .answers(.created, .joinedAccount).fails(.notFound, .conflict)
        table.on(.post, "/register/complete", complete) { request, context in
            let draft = try await read(request, context, CompletionDraft.init)
            let joined = try await registration.complete(draft, from: context.clientAddress?.description)
            context.record.update { $0.accountID = joined.account.id }
            return .json(.created, joined.encoded())
        }
    }

    /// Both ways to get a code do the same.
    private func code(_ summary: String, _ path: String, _ status: HTTPResponse.Status, in table: inout RouteTable) {
        let operation = Self.operation(summary).body(Self.address).answers(status, .sentCode)
        table.on(.post, path, operation) { request, context in
            let email = try await read(request, context, Self.address)
            await registration.sendCode(to: email)
            return .json(status, registration.options.encodedSentCode())
        }
    }

    private static func operation(_ summary: String) -> Operation {
        Operation(summary, tag: "registration", access: .open).fails(.badRequest)
    }

    private static func address(_ fields: inout BodyFields) -> String? {
        fields.required("email", .email)
    }

    private func read<Draft>(_ request: Request, _ context: LeadrContext, _ read: (inout BodyFields) -> Draft?) async throws -> Draft {
        let draft = try BodyFields.read(await request.json(upTo: bodyLimit), read)
        try await limit.admit(context)
        return draft
    }
}

extension VerificationDraft {
    /// Reads the body of a verification.
    fileprivate init?(_ fields: inout BodyFields) {
        let email = fields.required("email", .email)
        let code = fields.required("code", .string(VerificationCodeText.length...VerificationCodeText.length))
        guard let email, let code else { return nil }
        self.init(email: email, code: code)
    }
}

extension CompletionDraft {
    /// Reads the body of a completion.
    fileprivate init?(_ fields: inout BodyFields) {
        let token = fields.required("verification_token", .string)
        let accountName = fields.optional("account_name", .string)
        let accountSlug = fields.optional("account_slug", .string)
        let jamCode = fields.optional("jam_code", .string)
        let displayName = fields.optional("display_name", .string)
        guard let token else { return nil }
        self.init(token: token, accountName: accountName, accountSlug: accountSlug, jamCode: jamCode, displayName: displayName)
    }
}
