import ByteJSON
import LeadrDomain
import Testing

@testable import LeadrDelivery

@Suite struct MailgunTests {
    private func answer(_ status: Int, _ body: String, retryAfter: Int? = nil) -> MailgunAnswer {
        MailgunAnswer(status: status, body: Array(body.utf8), retryAfter: retryAfter)
    }

    @Test func `the form has the fields of the contract, in its order`() throws {
        let mail = MailSamples.mail(copies: ["b@example.com", "c@example.com"], blindCopies: ["d@example.com"], priority: .high)
        let form = MailgunForm(mail, try MailSamples.envelope(mail))
        #expect(form.fields.map(\.name) == ["to", "from", "subject", "text", "h:Reply-To", "cc", "bcc", "o:tag"])
        #expect(form.fields.map(\.value).suffix(3) == ["b@example.com,c@example.com", "d@example.com", "high"])
        let plain = MailSamples.mail()
        #expect(MailgunForm(plain, try MailSamples.envelope(plain)).fields.map(\.name) == ["to", "from", "subject", "text", "h:Reply-To"])
    }

    @Test func `values are escaped`() throws {
        let mail = MailSamples.mail(subject: "a&b=c +%é")
        #expect(MailgunForm(mail, try MailSamples.envelope(mail)).encoded.contains("&subject=a%26b%3Dc+%2B%25%C3%A9&text="))
    }

    @Test func `success needs an id`() throws {
        #expect(try answer(200, #"{"id":"<1@x>","message":"Queued"}"#).receipt().id == "<1@x>")
        #expect(try answer(202, #"{"message_id":"m"}"#).receipt().id == "m")
        for body in [#"{"message":"Queued"}"#, #"{"id":""}"#, #"{"id":1}"#, "[]", "", "no JSON"] {
            let failure = #expect(throws: DeliveryFailure.self) { try answer(200, body).receipt() }
            #expect(failure?.kind == .refused, "another try would send it twice")
        }
    }

    @Test(arguments: [(400, true), (413, true), (401, false), (403, false), (404, false), (429, false), (500, false), (302, false)])
    func `only what is about the mail is final`(_ status: Int, _ isFinal: Bool) {
        let failure = #expect(throws: DeliveryFailure.self) { try answer(status, "{}", retryAfter: 7).receipt() }
        #expect(failure?.kind == (isFinal ? .refused : .unavailable))
        #expect(failure?.retryAfter == (isFinal ? nil : .seconds(7)))
    }
}
