"""judge.py proof FILE [URL=FILE]... | judge.py elm FILE FOLDER

Asks libraries of others about what we issue, and prints {"accepted", "reasons"} as JSON. Exit status: 0 accepted, 1 not, 2 wrong use.
Nothing is fetched: what the libraries would fetch are files that are named.

proof   openbadgeslib: the proof of a badge (JSON or JWT), and its status
elm     pyshacl: a European credential against the EU's shapes, which lie in FOLDER with the context. The reasons are the paths of the
        properties that the shapes find wrong.
"""
import json
import pathlib
import sys

# What the first context of a European credential means, as far as such a credential uses it.
CREDENTIALS_V1 = {
    "id": "@id",
    "type": "@type",
    "cred": "https://www.w3.org/2018/credentials#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "VerifiableCredential": "cred:VerifiableCredential",
    **{name: {"@id": f"cred:{name}", "@type": "@id"} for name in ("credentialSchema", "credentialSubject", "issuer")},
    **{
        name: {"@id": f"cred:{name}", "@type": "xsd:dateTime"}
        for name in ("issuanceDate", "issued", "expirationDate", "validFrom", "validUntil")
    },
}


def proof(file, named):
    from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier

    def download(url):
        if url not in named:
            raise OSError(f"nothing is fetched: {url}")
        return pathlib.Path(named[url]).read_bytes()

    text = pathlib.Path(file).read_text(encoding="utf-8").strip()
    try:
        if text.startswith("{"):
            document = json.loads(text)
            issuer = document["issuer"]["id"] if isinstance(document["issuer"], dict) else document["issuer"]
            verifier = OB3LdpVerifier.for_issuer_did(issuer, download=download)
            status = bool(named) and "credentialStatus" in document
            # The library reads signed lists as JWT only; that ours are signed, the other judges check.
            verifier.verify(text, check_status=status, verify_status_list=False, download=download)
        else:
            from openbadgeslib.verify import issuer_did_from_token

            verifier = OB3Verifier.for_issuer_did(issuer_did_from_token(text), download=download)
            credential = verifier.verify(text, download=download)
            if credential.credential_status:
                verifier.check_status(credential, verify_list=False, download=download)
    except OB3VerificationError as error:
        return [str(error)]
    return []


def elm(file, folder):
    import rdflib
    from pyshacl import validate

    folder = pathlib.Path(folder)
    document = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
    known = {
        "https://www.w3.org/2018/credentials/v1": CREDENTIALS_V1,
        "http://data.europa.eu/snb/model/context/edc-ap": json.loads((folder / "edc-ap-context.jsonld").read_text())["@context"],
    }
    document["@context"] = [known[context] for context in document["@context"]]
    data = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    shapes = rdflib.Graph()
    for name in ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl"):
        shapes.parse(folder / name)
    _, results, _ = validate(data, shacl_graph=shapes, inference="none")
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    found = results.subjects(rdflib.RDF.type, shacl.ValidationResult)
    return sorted({str(results.value(result, shacl.resultPath) or results.value(result, shacl.focusNode)) for result in found})


def main(arguments):
    match arguments:
        case ["proof", file, *named]:
            reasons = proof(file, dict(pair.split("=", 1) for pair in named))
        case ["elm", file, folder]:
            reasons = elm(file, folder)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    print(json.dumps({"accepted": not reasons, "reasons": reasons}))
    return 1 if reasons else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
