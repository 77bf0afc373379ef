"""Staff in GNU Health HMIS 5 over Tryton's JSON-RPC (party.party, gnuhealth.healthprofessional)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from marshmallow import ValidationError, fields, validate

from hr_recruit_plugin.adapters.base import N_, AdapterError, CheckResult, Delivery, Refused, SettingsSchema
from hr_recruit_plugin.adapters.his.person import licence_number, person_values, split_name
from hr_recruit_plugin.adapters.his.port import HisAdapter
from hr_recruit_plugin.adapters.his.tryton import Row, Tryton, UserError
from hr_recruit_plugin.adapters.tls import ca_certificate_field
from hr_recruit_plugin.records import Message, NewHire

PARTY = "party.party"
PROFESSIONAL = "gnuhealth.healthprofessional"


def lines_to_mapping(text: str) -> dict[str, str]:
    """Lines ``a = b`` as a mapping; empty ones and those that start with # are skipped. Anything else: ValidationError."""
    mapping = {}
    for line in text.splitlines():
        left, equals, right = (part.strip() for part in line.partition("="))
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not (left and equals and right):
            raise ValidationError(N_("每行要写成“科室编号 = 代码”"))
        mapping[left] = right
    return mapping


class GnuHealthSettings(SettingsSchema):
    url = fields.Url(
        required=True, schemes={"http", "https"}, require_tld=False, metadata={"title": N_("GNU Health 地址")}
    )
    database = fields.Str(
        required=True, validate=validate.Regexp(r"^[A-Za-z0-9_.-]+\Z"), metadata={"title": N_("数据库名")}
    )
    user = fields.Str(required=True, validate=validate.Length(1), metadata={"title": N_("用户名")})
    password = fields.Str(required=True, validate=validate.Length(1), metadata={"title": N_("密码"), "secret": True})
    institution = fields.Str(
        load_default="", metadata={"title": N_("机构代码"), "help": N_("科室没有对应病区时登记到此机构")}
    )
    units = fields.Str(
        load_default="",
        validate=lines_to_mapping,
        metadata={
            "title": N_("科室对应的病区"),
            "help": N_("每行一个：科室编号 = 病区代码；多院区写作 科室编号 = 机构代码/病区代码"),
            "multiline": True,
        },
    )
    specialties = fields.Str(
        load_default="",
        validate=lines_to_mapping,
        metadata={
            "title": N_("科室对应的专科"),
            "help": N_("每行一个：科室编号 = 专科代码"),
            "multiline": True,
        },
    )
    ca_certificate = ca_certificate_field()
    timeout = fields.Int(load_default=20, validate=validate.Range(1, 300), metadata={"title": N_("超时（秒）")})


class GnuHealth(HisAdapter):
    """A person by staff number; with a licence number also a health professional. Grants no right to prescribe."""

    name = "gnuhealth"
    title = N_("GNU Health HMIS 5")
    description = N_("新员工按工号登记为人员；有执业证号的同时登记为卫生专业人员，处方权仍在 HIS 内授予。")
    settings_schema = GnuHealthSettings

    def register(self, hire: NewHire, *, key: str) -> Delivery:
        code = licence_number(hire)
        with self._signed_in() as his:
            if code is None:
                return Delivery.done(f"{PARTY},{self._party(his, hire)}")
            # Wrong settings show before anything is written.
            place, specialty = self._place(his, hire), self._specialty(his, hire)
            values = {"party": self._party(his, hire), "code": code, **place}
            return Delivery.done(f"{PROFESSIONAL},{_professional(his, values, specialty)}")

    def find(self, message: Message, *, key: str) -> Delivery | None:
        if not isinstance(message, NewHire):
            return None
        given, family = split_name(message.name)
        person = {"ref": message.staff_no, "name": given, "lastname": family}
        code = licence_number(message)
        with self._signed_in() as his:
            if code is None:
                model, domain = PARTY, [[field, "=", value] for field, value in person.items()]
            else:
                of_person = [[f"party.{field}", "=", value] for field, value in person.items()]
                model, domain = PROFESSIONAL, [["code", "=", code], *of_person]
            rows = his.search(model, domain, ["id"])
        return Delivery.done(f"{model},{rows[0]['id']}") if rows else None

    def check(self) -> CheckResult:
        try:
            with self._signed_in() as his:
                missing = [
                    model
                    for model, rights in his.access([PARTY, PROFESSIONAL]).items()
                    if not all(rights.get(right, False) for right in ("read", "write", "create"))
                ]
                if missing:
                    what = "、".join(missing)
                    return CheckResult(False, N_("HIS 用户缺少读、写或新建的权限：%(what)s"), params={"what": what})
                self._default_institution(his)
        except AdapterError as error:
            return CheckResult(False, error.reason, error.remote_words, error.params)
        return CheckResult(True, N_("已登录 HIS，权限齐全"))

    @contextmanager
    def _signed_in(self) -> Iterator[Tryton]:
        chosen = self.settings
        his = Tryton(
            chosen["url"],
            chosen["database"],
            chosen["user"],
            chosen["password"],
            timeout=chosen["timeout"],
            ca_certificate=chosen["ca_certificate"],
        )
        try:
            yield his
            with suppress(AdapterError):
                his.sign_out()
        finally:
            his.close()

    def _party(self, his: Tryton, hire: NewHire) -> int:
        values = person_values(hire)
        domain = [["ref", "=", hire.staff_no]]
        fields_read = ["name", "lastname", "active", "is_healthprof", "_timestamp"]
        row, created = _find_or_create(his, PARTY, domain, fields_read, values)
        if created:
            return int(row["id"])
        if (row["name"], row["lastname"]) != (values["name"], values["lastname"]):
            raise Refused(N_("HIS 里工号 %(staff_no)s 已属于另一人，请核对工号"), staff_no=hire.staff_no)
        needed = {"active": True, **({"is_healthprof": True} if values["is_healthprof"] else {})}
        _bring_up_to_date(his, PARTY, row, needed)
        return int(row["id"])

    def _place(self, his: Tryton, hire: NewHire) -> Row:
        target = lines_to_mapping(self.settings["units"]).get(hire.department_id)
        if target is None:
            institution = self._default_institution(his)
            return {} if institution is None else {"institution": institution}
        institution_code, _, unit_code = target.rpartition("/")
        domain = [["code", "=", unit_code]]
        if institution_code:
            domain.append(["institution.code", "=", institution_code])
        row = _the_one(his, "gnuhealth.hospital.unit", domain, N_("HIS 里没有（或不止一个）病区 %(code)s"), target)
        return {"institution": row["institution"], "institution_unit": row["id"]}

    def _default_institution(self, his: Tryton) -> int | None:
        code = self.settings["institution"]
        if not code:
            return None
        problem = N_("HIS 里没有（或不止一个）机构 %(code)s")
        return int(_the_one(his, "gnuhealth.institution", [["code", "=", code]], problem, code)["id"])

    def _specialty(self, his: Tryton, hire: NewHire) -> Row:
        code = lines_to_mapping(self.settings["specialties"]).get(hire.department_id)
        if code is None:
            return {}
        problem = N_("HIS 里没有（或不止一个）专科 %(code)s")
        row = _the_one(his, "gnuhealth.specialty", [["code", "=", code]], problem, code)
        return {"specialties": [["create", [{"specialty": row["id"], "mainsp": True}]]]}


def _professional(his: Tryton, values: Row, specialty: Row) -> int:
    domain = ["OR", ["party", "=", values["party"]], ["code", "=", values["code"]]]
    fields_read = ["party", "code", "active", "institution", "institution_unit", "_timestamp"]
    row, created = _find_or_create(his, PROFESSIONAL, domain, fields_read, {**values, **specialty})
    if not created:
        if row["party"] != values["party"]:
            raise Refused(N_("HIS 里这个执业证号已登记在另一人名下，请核对证号"))
        _bring_up_to_date(his, PROFESSIONAL, row, {**values, "active": True})
    return int(row["id"])


def _find_or_create(
    his: Tryton, model: str, domain: list[Any], fields_read: list[str], values: Row
) -> tuple[Row, bool]:
    """The record, and whether it is new. Of two at once the unique rule stops one, which then finds the other's."""
    rows = his.search(model, domain, fields_read)
    if rows:
        return rows[0], False
    try:
        return {"id": his.create(model, values)}, True
    except UserError:
        rows = his.search(model, domain, fields_read)
        if not rows:
            raise
        return rows[0], False


def _bring_up_to_date(his: Tryton, model: str, row: Row, values: Row) -> None:
    """Write only what differs, and only onto the state that was read."""
    changed = {name: value for name, value in values.items() if row.get(name) != value}
    if changed:
        his.write(model, row, changed)


def _the_one(his: Tryton, model: str, domain: list[Any], problem: str, code: str) -> Row:
    names = ["institution"] if model == "gnuhealth.hospital.unit" else ["code"]
    rows = his.search(model, domain, names, limit=2)
    if len(rows) != 1:
        raise Refused(problem, code=code)
    return rows[0]
