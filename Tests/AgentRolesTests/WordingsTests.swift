import Foundation
import Testing

@testable import AgentRoles

@Suite("Words")
struct WordingsTests {
    @Test("places are filled, and a bracket with an unknown place is left out")
    func fill() {
        let text = "Your router[ {gateway}] does not answer[; {reason}]."
        #expect(
            Wordings.fill(text, ["gateway": "10.0.0.1"])
                == "Your router 10.0.0.1 does not answer.")
        #expect(Wordings.fill(text, [:]) == "Your router does not answer.")
        #expect(
            Wordings.fill(text, ["gateway": "a", "reason": "b"])
                == "Your router a does not answer; b.")
    }

    @Test("an unknown place outside brackets gets a general word")
    func fallback() {
        #expect(Wordings.fill("{address} answers", [:]) == "the server answers")
    }

    @Test("what was measured is never taken for a template")
    func noInjection() {
        #expect(
            Wordings.fill("for [{names}]", ["names": "[x] {host}", "host": "h"])
                == "for [x] {host}")
    }

    @Test("spans of time have the unit that people would use")
    func spans() {
        #expect(Wordings.span(40) == "40 s")
        #expect(Wordings.span(600) == "10 min")
        #expect(Wordings.span(18_000) == "5 hours")
        #expect(Wordings.span(259_200) == "3 days")
    }

    @Test("every shipped sentence can be filled without facts and without braces left over")
    func shippedSentences() throws {
        for (code, wording) in try WhyVocabulary.shipped().wordings {
            let facts = ["host": "www.example.com"]
            for template in [wording.statement, wording.advice] {
                let text = Wordings.fill(template, facts)
                #expect(!text.contains("{") && !text.contains("["), "\(code): \(text)")
                if code != "P6" { #expect(text.count > 10, "\(code): \(text)") }
            }
        }
    }
}
