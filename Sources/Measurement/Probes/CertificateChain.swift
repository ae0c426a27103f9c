import Foundation
import InternetProtocols
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// What a served chain of certificates says, and what keeps it from proving a name.
public enum CertificateChain {
    /// Summaries of the certificates, and the findings against them; no finding means proven.
    ///
    /// Names, times and trust are examined apart, so that several findings can hold at once:
    /// names by RFC 9525 against the subject alternative names alone, times of the leaf and of
    /// whatever the chain was built of, trust by RFC 5280 with the times left out.
    ///
    /// A missing issuer reads as ``CertificateFinding/incompleteChain(missingIssuer:)`` where the
    /// last certificate says where its issuer can be fetched, for then a browser may do so.
    ///
    /// - Parameters:
    ///   - encodedChain: The certificates in DER, leaf first.
    ///   - host: The name or address that the leaf must prove.
    ///   - trust: Whose signatures count.
    ///   - date: The moment at which the certificates must be valid.
    ///   - fetchedIssuers: Certificates in DER that the server did not send but may be used.
    public static func examine(
        _ encodedChain: [[UInt8]], host: TargetURL.Host, trust: TrustRoots, date: Date,
        fetchedIssuers: [[UInt8]] = []
    ) async -> (chain: [CertificateSummary], findings: [CertificateFinding]) {
        let certificates = encodedChain.prefix(16).compactMap { try? Certificate(derEncoded: $0) }
        let summaries = zip(certificates, encodedChain).map { certificate, encoded in
            CertificateSummary(certificate, encoded: encoded)
        }
        guard certificates.count == min(16, encodedChain.count), let leaf = certificates.first,
            let summary = summaries.first
        else {
            return (summaries, [.other(reason: "a certificate of the chain cannot be read")])
        }
        var findings: [CertificateFinding] = []
        if !summary.proves(host) {
            findings.append(
                .nameMismatch(names: summary.names + summary.addresses.map(\.description)))
        }
        let issuers =
            Array(certificates.dropFirst())
            + fetchedIssuers.compactMap { try? Certificate(derEncoded: $0) }
        let candidates = encodedChain + fetchedIssuers
        let roots = roots(for: candidates, in: TrustStore(trust))
        if await isValid(
            leaf, issuers, roots, policy: RFC5280Policy(fixedExpiryValidationTime: date))
        {
            return (summaries, findings)
        }
        let path = path(from: leaf, issuers: issuers + roots)
        findings += timeFindings(path.isEmpty ? [leaf] : path, date: date)
        findings += await trustFindings(leaf, issuers, roots, path: path)
        if findings.allSatisfy({ if case .nameMismatch = $0 { true } else { false } }) {
            // Nothing of the above explains the refusal, so the rule itself is named.
            findings.append(.other(reason: "no chain of certificates meets the rules"))
        }
        return (summaries, findings)
    }

    private static func roots(for candidates: [[UInt8]], in store: TrustStore) -> [Certificate] {
        var encoded: Set<[UInt8]> = []
        for candidate in candidates {
            guard let names = CertificateNames(candidate) else { continue }
            encoded.formUnion(store.roots(subject: names.issuer))
            encoded.formUnion(store.roots(subject: names.subject))
        }
        return encoded.compactMap { try? Certificate(derEncoded: $0) }
    }

    private static func isValid(
        _ leaf: Certificate, _ issuers: [Certificate], _ roots: [Certificate],
        policy: RFC5280Policy
    ) async -> Bool {
        let result = await validate(leaf, issuers, roots, policy: policy)
        if case .validCertificate = result { return true }
        return false
    }

    private static func validate(
        _ leaf: Certificate, _ issuers: [Certificate], _ roots: [Certificate],
        policy: RFC5280Policy
    ) async -> CertificateValidationResult {
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            policy
            ServerPurposePolicy()
        }
        return await verifier.validate(leaf: leaf, intermediates: CertificateStore(issuers))
    }

    private static func timeFindings(_ path: [Certificate], date: Date) -> [CertificateFinding] {
        path.compactMap { certificate in
            let subject = certificate.subject.description
            if certificate.notValidAfter < date {
                return .expired(notAfter: certificate.notValidAfter, subject: subject)
            }
            if certificate.notValidBefore > date {
                return .notYetValid(notBefore: certificate.notValidBefore, subject: subject)
            }
            return nil
        }
    }

    /// A moment at which the whole path was valid, so that trust is examined without the clock.
    ///
    /// Where no such moment exists, one at which the leaf was.
    private static func validMoment(of path: [Certificate]) -> Date {
        guard let leaf = path.first else { return Date(timeIntervalSince1970: 0) }
        let latestStart = path.map(\.notValidBefore).max() ?? leaf.notValidBefore
        let earliestEnd = path.map(\.notValidAfter).min() ?? leaf.notValidAfter
        let (start, end) =
            latestStart <= earliestEnd
            ? (latestStart, earliestEnd) : (leaf.notValidBefore, leaf.notValidAfter)
        return start.addingTimeInterval(end.timeIntervalSince(start) / 2)
    }

    private static func trustFindings(
        _ leaf: Certificate, _ issuers: [Certificate], _ roots: [Certificate],
        path: [Certificate]
    ) async -> [CertificateFinding] {
        let result = await validate(
            leaf, issuers, roots,
            policy: RFC5280Policy(fixedExpiryValidationTime: validMoment(of: path)))
        guard case .couldNotValidate(let failures) = result else { return [] }
        if let failure = failures.first {
            return [.other(reason: failure.policyFailureReason.description)]
        }
        guard let last = path.last else { return [] }
        if isSelfSigned(last) {
            return last == leaf ? [.selfSigned] : [.unknownIssuer(name: last.subject.briefName)]
        }
        if (issuers + roots).contains(where: { $0.subject == last.issuer && $0 != last }) {
            let name = last.subject.description
            return [.other(reason: "the signature of \(name) is not its issuer's")]
        }
        let name = last.issuer.briefName
        return last.issuerURLs.isEmpty
            ? [.unknownIssuer(name: name)] : [.incompleteChain(missingIssuer: name)]
    }

    /// The leaf and the certificates that signed one another from there on, each once.
    private static func path(from leaf: Certificate, issuers: [Certificate]) -> [Certificate] {
        var path = [leaf]
        while let last = path.last, !isSelfSigned(last),
            let next = issuers.first(where: { candidate in
                candidate.subject == last.issuer && !path.contains(candidate)
                    && candidate.publicKey.isValidSignature(last.signature, for: last)
            })
        {
            path.append(next)
        }
        return path
    }

    private static func isSelfSigned(_ certificate: Certificate) -> Bool {
        certificate.subject == certificate.issuer
            && certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
    }
}

/// Lets critical name and purpose extensions pass, and wants a leaf that may serve (RFC 5280).
struct ServerPurposePolicy: VerifierPolicy {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.extendedKeyUsage, .X509ExtensionID.subjectAlternativeName,
    ]

    func chainMeetsPolicyRequirements(
        chain: UnverifiedCertificateChain
    ) async -> PolicyEvaluationResult {
        let usages = try? chain.leaf.extensions.extendedKeyUsage
        guard let usages else { return .meetsPolicy }
        return usages.contains(.serverAuth) || usages.contains(.any)
            ? .meetsPolicy
            : .failsToMeetPolicy(reason: "the certificate may not be used by a server")
    }
}
