import Foundation
import Testing
import X509

@testable import NetworkLab

@Suite(
    "Certificates of the lab, judged by the openssl program",
    .enabled(if: OpenSSL.isInstalled, "needs the openssl program (Debian package openssl)"))
struct CertificateAuthorityTests {
    private typealias Certificate = NetworkLab.Certificate

    private let folder = try? TemporaryFolder()

    /// Writes the certificates and returns where they are.
    private func write(
        _ certificates: [Certificate], now: Date = Date()
    ) throws -> (context: ServiceContext, openssl: OpenSSL) {
        let folder = try #require(folder)
        let context = ServiceContext(
            scenario: Scenario(
                name: "certificates", title: "certificates", nodes: [], links: [],
                certificates: certificates, truth: .healthy, trial: Trial(node: "a", url: "")),
            folder: folder.path, hasIPv6: true)
        try CertificateFiles.write(in: context, now: now)
        return (context, OpenSSL(trustedRoots: context.trustedRoots))
    }

    @Test("what the trusted authority or its intermediate signed is good, strictly")
    func good() throws {
        let (context, openssl) = try write([
            Certificate(name: "direct", subjects: ["www.example.com"]),
            Certificate(name: "site", subjects: ["www.example.com"], issuer: .intermediate),
        ])
        for name in ["direct", "site"] {
            let said = try openssl.verify(context.certificatePath(name))
            #expect(said.hasSuffix(": OK\n"), "\(said)")
        }
    }

    @Test(
        "what nobody trusted signed is not good, and openssl says why",
        arguments: [
            (NetworkLab.Certificate.Issuer.missingIntermediate, "unable to get local issuer"),
            (.stranger, "unable to get local issuer"),
            (.itself, "self-signed certificate"),
        ])
    func untrusted(_ issuer: NetworkLab.Certificate.Issuer, words: String) throws {
        let (context, openssl) = try write([
            Certificate(name: "site", subjects: ["www.example.com"], issuer: issuer)
        ])
        let said = try openssl.verify(context.certificatePath("site"))
        #expect(said.contains(words), "\(said)")
    }

    @Test("a server that forgets the intermediate would be trusted with it")
    func forgotten() throws {
        let (context, openssl) = try write([
            Certificate(
                name: "forgetful", subjects: ["www.example.com"], issuer: .missingIntermediate),
            Certificate(name: "site", subjects: ["www.example.org"], issuer: .intermediate),
        ])
        let said = try openssl.verify(
            context.certificatePath("forgetful"), chain: context.certificatePath("site"))
        #expect(said.hasSuffix(": OK\n"), "\(said)")
    }

    @Test("the chain begins with the server's certificate and leaves the root out")
    func chain() throws {
        let (context, openssl) = try write([
            Certificate(name: "direct", subjects: ["a.example"]),
            Certificate(name: "site", subjects: ["a.example"], issuer: .intermediate),
            Certificate(name: "forgetful", subjects: ["a.example"], issuer: .missingIntermediate),
        ])
        let leaf = "CN=a.example"
        let intermediate = "O=Laboratory, CN=Laboratory Intermediate"
        #expect(try openssl.subjects(context.certificatePath("direct")) == [leaf])
        #expect(try openssl.subjects(context.certificatePath("site")) == [leaf, intermediate])
        #expect(try openssl.subjects(context.certificatePath("forgetful")) == [leaf])
    }

    @Test("validity begins and ends at the stated days, parts of days too")
    func dates() throws {
        let now = Date()
        let (context, openssl) = try write(
            [Certificate(name: "site", subjects: ["a.example"], begins: -10.5, ends: 1.25)],
            now: now)
        let path = context.certificatePath("site")
        for (days, words) in [
            (-10.51, "not yet valid"), (-10.49, ": OK"), (1.24, ": OK"), (1.26, "has expired"),
        ] {
            let said = try openssl.verify(path, at: now.addingTimeInterval(days * 86_400))
            #expect(said.contains(words), "\(days) days: \(said)")
        }
    }

    @Test("an expired certificate and one for the future are dated so")
    func outOfDate() throws {
        let (context, openssl) = try write([
            Certificate(name: "old", subjects: ["a.example"], begins: -100, ends: -10),
            Certificate(name: "new", subjects: ["a.example"], begins: 10, ends: 100),
        ])
        #expect(try openssl.verify(context.certificatePath("old")).contains("has expired"))
        #expect(try openssl.verify(context.certificatePath("new")).contains("not yet valid"))
    }

    @Test("it is for its names and addresses and no others")
    func names() throws {
        let (context, openssl) = try write([
            Certificate(
                name: "site",
                subjects: ["Bücher.example", "*.example.com", "1.1.1.1", "2606:4700:4700::1111"])
        ])
        let path = context.certificatePath("site")
        for (option, name, holds) in [
            ("-verify_hostname", "xn--bcher-kva.example", true),
            ("-verify_hostname", "www.example.com", true),
            ("-verify_hostname", "example.com", false),
            ("-verify_hostname", "www.example.org", false),
            ("-verify_ip", "1.1.1.1", true),
            ("-verify_ip", "1.0.0.1", false),
            ("-verify_ip", "2606:4700:4700::1111", true),
            ("-verify_ip", "2606:4700:4700::1001", false),
        ] {
            let said = try openssl.verify(path, options: [option, name])
            #expect(said.contains(": OK") == holds, "\(name): \(said)")
        }
    }

    @Test("two hundred further names fill more than four packets")
    func furtherNames() throws {
        let (context, openssl) = try write([
            Certificate(name: "large", subjects: ["www.example.com"], furtherNames: 200)
        ])
        let path = context.certificatePath("large")
        let certificate = try X509.Certificate(
            pemEncoded: String(contentsOfFile: path + ".pem", encoding: .utf8))
        #expect(try certificate.extensions.subjectAlternativeNames?.count == 201)
        #expect(try certificate.serializeAsPEM().derBytes.count > 4 * 1460)
        let said = try openssl.verify(
            path, options: ["-verify_hostname", "host-number-199.www.example.com"])
        #expect(said.hasSuffix(": OK\n"), "\(said)")
    }

    @Test("a missing intermediate can be pointed to")
    func pointer() throws {
        let now = Date()
        let authorities = try CertificateAuthorities(now: now)
        let wanted = Certificate(
            name: "site", subjects: ["a.example"], issuer: .missingIntermediate)
        let location = "http://authority.example/intermediate.der"
        let issued = try authorities.issue(wanted, now: now, issuerURL: location)
        let path = "\(try #require(folder).path)/pointer"
        try issued.chainPEM.write(toFile: path + ".pem", atomically: true, encoding: .utf8)
        let said = try OpenSSL.run(
            ["x509", "-noout", "-ext", "authorityInfoAccess", "-in"] + [path + ".pem"])
        #expect(said.contains("CA Issuers - URI:\(location)"), "\(said)")
    }

    @Test("the key belongs to the certificate and is for its owner's eyes only")
    func keys() throws {
        let (context, _) = try write([Certificate(name: "site", subjects: ["a.example"])])
        let path = context.certificatePath("site")
        let ofKey = try OpenSSL.run(["pkey", "-pubout", "-in", path + ".key"])
        let ofCertificate = try OpenSSL.run(["x509", "-noout", "-pubkey", "-in", path + ".pem"])
        #expect(ofKey == ofCertificate)
        #expect(ofKey.hasPrefix("-----BEGIN PUBLIC KEY-----"))
        let mode =
            try FileManager.default.attributesOfItem(atPath: path + ".key")[
                .posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("writing again keeps the root, so that what is shown already stays trusted")
    func again() throws {
        let site = Certificate(name: "site", subjects: ["a.example"], issuer: .intermediate)
        let (context, openssl) = try write([site])
        let shown = "\(try #require(folder).path)/shown"
        try FileManager.default.copyItem(
            atPath: context.certificatePath("site") + ".pem", toPath: shown + ".pem")
        _ = try write([site, Certificate(name: "other", subjects: ["b.example"])])
        #expect(try openssl.verify(shown).hasSuffix(": OK\n"))
        #expect(try openssl.verify(context.certificatePath("other")).hasSuffix(": OK\n"))
        let serials = try [shown, context.certificatePath("site")].map {
            try OpenSSL.run(["x509", "-noout", "-serial", "-in", $0 + ".pem"])
        }
        #expect(serials[0].hasPrefix("serial=") && serials[0] != serials[1])
    }

    @Test("what no certificate can say is refused in words")
    func refused() throws {
        #expect(throws: LabError.self) {
            try write([Certificate(name: "site", subjects: ["not a name"])])
        }
        #expect(throws: LabError.self) {
            try write([Certificate(name: "site", subjects: ["a.example"], ends: 1e9)])
        }
        #expect(throws: LabError.self) {
            try write([Certificate(name: "site", subjects: ["a.example"], begins: .nan)])
        }
    }
}
