import { describe, expect, it } from "@jest/globals";
import { koreanHolidays } from "../../../domain/routing/korean-holidays.ts";

const days = (year: number) => [...koreanHolidays(year).keys()];

describe("koreanHolidays", () => {
  it("gives the days that Korea had off in 2024", () => {
    expect(days(2024)).toEqual([
      "2024-01-01",
      "2024-02-09",
      "2024-02-10",
      "2024-02-11",
      "2024-02-12",
      "2024-03-01",
      "2024-05-05",
      "2024-05-06",
      "2024-05-15",
      "2024-06-06",
      "2024-08-15",
      "2024-09-16",
      "2024-09-17",
      "2024-09-18",
      "2024-10-03",
      "2024-10-09",
      "2024-12-25",
    ]);
  });

  it("makes up for two holidays on one day: Children's Day and Buddha's birthday of 2025", () => {
    expect(days(2025).filter((day) => day.startsWith("2025-05"))).toEqual(["2025-05-05", "2025-05-06"]);
  });

  it("makes up for a Sunday of Chuseok behind the last of its days, and not for its Saturday", () => {
    expect(days(2025).filter((day) => day.startsWith("2025-10"))).toEqual([
      "2025-10-03",
      "2025-10-05",
      "2025-10-06",
      "2025-10-07",
      "2025-10-08",
      "2025-10-09",
    ]);
    expect(days(2026).filter((day) => day.startsWith("2026-09"))).toEqual(["2026-09-24", "2026-09-25", "2026-09-26"]);
  });

  it("makes up for weekends in 2026: March 1st, Buddha's birthday, Liberation Day, Foundation Day", () => {
    const year = koreanHolidays(2026);
    expect([...year].filter(([, name]) => name.endsWith("대체공휴일")).map(([day]) => day)).toEqual([
      "2026-03-02",
      "2026-05-25",
      "2026-08-17",
      "2026-10-05",
    ]);
  });

  it("does not make up for New Year's Day and Memorial Day", () => {
    expect(koreanHolidays(2022).has("2022-01-03")).toBe(false);
    expect(koreanHolidays(2026).has("2026-06-08")).toBe(false);
  });
});
